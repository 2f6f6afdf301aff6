"""The words that tell a time in English, as regular expressions: what `dates.py` looks for."""

from __future__ import annotations

import re

NUMBER_WORDS: dict[str, float] = {
    word: number
    for number, words in {
        0.5: "half a|half an",
        1: "a|an|one",
        2: "two|a couple of|a couple|couple of|couple",
        3: "three|a few|few|some",
        4: "four|several",
        5: "five",
        6: "six",
        7: "seven",
        8: "eight",
        9: "nine",
        10: "ten",
        11: "eleven",
        12: "twelve|a dozen",
        15: "fifteen",
        20: "twenty",
        30: "thirty",
        40: "forty",
        50: "fifty",
    }.items()
    for word in words.split("|")
}

_NUMBER = "(?:{})".format(
    "|".join([r"\d{1,4}(?:\.\d{1,2})?", *sorted(NUMBER_WORDS, key=len, reverse=True)])
)
_UNIT = (
    "(?:seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|evenings?|weeks?|wks?|weekends?|"
    "months?|years?|yrs?|decades?)"
)
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?"
)
_DAY_NAME = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_WEEKDAY = f"(?:{_DAY_NAME}|mon|tues?|wed|thurs?|thu|fri|sat|sun)"
_SEASON = "(?:spring|summer|fall|autumn|winter)"
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?)"
_YEAR = r"(?:1[0-9]\d\d|20\d\d)"
_PART = "(?:(?P<part>early|mid|middle|late)[- ](?:of )?(?:in )?)?"
_HOUR = "(?: (?:morning|afternoon|evening|night))?"
_PAST = "last|this past|these past|past|previous"
_NEXT = "next|this coming|coming|the following|upcoming"
_ABOUT = "(?:about |around |over |almost |nearly |like |roughly |at least |more than )?"
_HOLIDAY = (
    r"(?:christmas eve|christmas day|christmas|new year[’']?s (?:day|eve)|halloween|"
    r"valentine[’']?s day|thanksgiving|easter)"
)
# What follows a number that looks like a year but counts things.
_COUNTED = (
    r"(?! ?(?:people|dollars|euros|pounds|miles|km|kilomet|met|feet|steps|words|times|years|"
    r"days|hours|minutes|votes|points|copies|members|employees|students|%|\$|€|£))"
)

# Tried in this order; a later rule never overlaps what an earlier one found.
RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (rule, re.compile(pattern, re.IGNORECASE))
    for rule, pattern in (
        (
            "recurring",
            rf"\b(?:every|each) (?:other |single )?(?:{_NUMBER} )?"
            rf"(?P<unit>{_UNIT}|{_WEEKDAY}s?|{_SEASON}|morning|afternoon)\b"
            rf"|\b(?:once|twice|{_NUMBER} times) (?:a|an|per|every|each) {_UNIT}\b"
            rf"|\bon {_DAY_NAME}s\b|\b(?:daily|weekly|monthly|yearly|annually)\b",
        ),
        ("years", rf"(?<![\d/-])(?P<year>{_YEAR}) ?[–-] ?(?P<year2>{_YEAR})(?![\d/-])"),
        ("iso_day", r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d-])"),
        ("iso_month", r"(?<![\d-])(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])(?![\d-])"),
        (
            "slashed_day",
            r"(?<![\d/])(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4}|\d{2})(?![\d/])",
        ),
        (
            "day_month",
            rf"\b(?:the )?(?P<day>{_DAY})(?: of)? (?P<month>{_MONTH})"
            rf"(?:,? (?P<year>{_YEAR}))?(?!\w)",
        ),
        (
            "month_day",
            rf"\b(?P<month>{_MONTH}) (?:the )?(?P<day>{_DAY})(?:,? (?P<year>{_YEAR}))?(?![\w:])",
        ),
        ("month_year", rf"\b{_PART}(?P<month>{_MONTH}),? (?:of )?(?P<year>{_YEAR})\b"),
        ("relative_month", rf"\b(?P<way>{_PAST}|{_NEXT}|this) (?P<month>{_MONTH})(?!\w)"),
        (
            "unit_beyond",
            rf"\b(?:the )?(?P<unit>{_WEEKDAY}|{_UNIT}) (?P<side>before|after) "
            r"(?P<way>last|next|yesterday|tomorrow)\b(?! \w*(?:day|week|month|year))",
        ),
        (
            "relative_unit",
            rf"\b(?P<part>early |later? |mid )?(?P<way>{_PAST}|{_NEXT}|this) "
            rf"(?P<unit>week|month|year|weekend|night|evening|morning|afternoon|{_SEASON}|decade"
            r"|century)\b",
        ),
        (
            "relative_weekday",
            rf"\b(?P<way>{_PAST}|{_NEXT}|this) (?P<weekday>{_WEEKDAY})\b{_HOUR}",
        ),
        (
            "ago",
            rf"\b{_ABOUT}(?P<count>{_NUMBER}) (?P<unit>{_UNIT}|{_DAY_NAME}s?) "
            r"(?:ago|back|earlier|prior)\b",
        ),
        (
            "last_few",
            r"\b(?P<how>over |for |in |during |within )?(?:the |these )?"
            rf"(?P<way>last|past|next|coming) {_ABOUT}(?P<count>{_NUMBER}) (?P<unit>{_UNIT})\b",
        ),
        (
            "from_now",
            rf"\b(?:in|within) {_ABOUT}(?P<count>{_NUMBER}) (?P<unit>{_UNIT})(?:[’'] time)?\b"
            rf"|\b(?P<count2>{_NUMBER}) (?P<unit2>{_UNIT}) from now\b",
        ),
        (
            "lasting",
            rf"\bfor {_ABOUT}(?:the past |the last )?"
            rf"(?P<count>{_NUMBER}) (?P<unit>{_UNIT})(?: now)?\b",
        ),
        (
            "spoken_day",
            r"\b(?P<day>the day before yesterday|the day after tomorrow|yesterday|today|tomorrow|"
            rf"tonight|tmrw|tmr)\b{_HOUR}",
        ),
        ("recent", r"\b(?P<word>the other day|the other week|recently|lately)\b"),
        ("decade", rf"\b(?:the )?{_PART}(?P<year>1[5-9]\d0|20\d0)[’']?s\b"),
        ("short_decade", rf"\bthe {_PART}[’']?(?P<year>[2-9]0)[’']?s\b"),
        (
            "holiday",
            rf"\b(?P<way>last |this past |next |this )?(?P<name>{_HOLIDAY})"
            rf"(?: (?P<year>{_YEAR}))?\b",
        ),
        (
            "day_of_month",
            r"\bon the (?P<day>\d{1,2})(?:st|nd|rd|th)\b"
            r"(?! (?:of|floor|day|street|anniv|birthday|place|grade))",
        ),
        ("season_year", rf"\b{_PART}(?P<season>{_SEASON})(?: of)? (?P<year>{_YEAR})\b"),
        (
            "year",
            rf"(?<![\d$€£#.,/-])\b(?:the year )?{_PART}(?P<year>{_YEAR})\b"
            rf"(?![\d/-])(?!,\d){_COUNTED}",
        ),
        (
            "month",
            rf"(?<=\bin )(?:the )?{_PART}(?:of )?(?P<month>{_MONTH})(?!\w)"
            r"|\b(?:(?<=\bby )|(?<=\buntil )|(?<=\btill )|(?<=\bbefore )|(?<=\bafter )"
            r"|(?<=\bduring )|(?<=\bsince )|(?<=\bfrom )|(?<=\bto )|(?<=\band )"
            r"|(?<=\bbetween )|(?<=\bthrough )|(?<=\bearly )|(?<=\blate ))"
            rf"(?P<month2>{_MONTH})(?!\w)",
        ),
        ("season", rf"(?<=\bin the )(?P<season>{_SEASON})\b|(?<=\bsince )(?P<season2>{_SEASON})\b"),
        ("weekday", rf"\b(?P<weekday>{_DAY_NAME})\b{_HOUR}"),
    )
)

# A word before an expression that makes it a bound. "in" and "on" only belong to the text.
LINK_BEFORE = re.compile(
    r"\b(?P<link>ever since|since|until|till|up to|before|prior to|after|by|from|between|"
    r"starting(?: in| on| from)?|as of|beginning(?: in| on)?|in|on|during|at|around|circa)"
    r"(?: about| around)?(?: the| of)?\s+$",
    re.IGNORECASE,
)
LINK_BETWEEN = re.compile(
    r"\s+(?P<link>to|until|till|through|and|up to|–|-)\s+(?:the )?", re.IGNORECASE
)
ANCHORED = re.compile(
    rf"\b(?:(?P<count>{_NUMBER}) |the )?(?P<unit>{_WEEKDAY}|{_UNIT}) (?P<side>before|after)\s+"
    r"(?:the )?$",
    re.IGNORECASE,
)
ONWARDS = re.compile(
    r"\s+(?:on|onwards?|forward)\b(?!\s+(?:the|a|my|his|her|\w+day)\b)", re.IGNORECASE
)
