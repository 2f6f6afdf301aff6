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
UNIT = (
    "(?:seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|evenings?|weeks?|wks?|weekends?|"
    "months?|years?|yrs?|decades?)"
)
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?"
)
_DAY_NAME = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
WEEKDAY = f"(?:{_DAY_NAME}|mon|tues?|wed|thurs?|thu|fri|sat|sun)"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_ORDINAL_NUMBERS = {word: number for number, word in enumerate(_ORDINALS, start=1)}
_ORDINAL_NUMBERS |= {"thirtieth": 30, "thirty-first": 31, "thirty first": 31}
_ORDINAL_NUMBERS |= {
    f"twenty{gap}{word}": 20 + number
    for number, word in enumerate(_ORDINALS[:9], start=1)
    for gap in "- "
}
ORDINAL = "(?:{})".format("|".join(sorted(_ORDINAL_NUMBERS, key=len, reverse=True)))


def ordinal_number(text: str) -> int:
    """A counted place: "third", "3rd" or "3"."""
    word = text.lower().strip()
    return _ORDINAL_NUMBERS[word] if word in _ORDINAL_NUMBERS else int(re.sub(r"\D", "", word))


_SEASON = "(?:spring|summer|fall|autumn|winter)"
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?)"
_YEAR = r"(?:1[0-9]\d\d|20\d\d)"
_PART = "(?:(?P<part>early|mid|middle|late)[- ](?:of )?(?:in )?)?"
# Hours are understood as part of their day.
_CLOCK = (
    r"(?:,? (?:(?:at|around|by|before|after) )?"
    r"(?:\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|a\.m\.|p\.m\.)|\d{1,2}:\d\d|noon|midnight))?"
)
_HOUR = rf"(?: (?:morning|afternoon|evening|night))?{_CLOCK}"
# "Tuesday, " before "March 7"
_NAMED = rf"(?:{WEEKDAY}\.?,? (?:the )?)?"
_PAST = "last|this past|these past|past|previous"
_NEXT = "next|this coming|coming|the following|upcoming"
_ABOUT = "(?:about |around |over |almost |nearly |like |roughly |at least |more than )?"
_HOLIDAY = (
    r"(?:christmas eve|christmas day|christmas|new year[’']?s (?:day|eve)|halloween|"
    r"valentine[’']?s day|thanksgiving|easter|new year[’']?s|independence day|"
    r"(?:the )?(?:4th|fourth) of july|labou?r day|memorial day|mother[’']?s day|father[’']?s day|"
    r"boxing day|black friday|good friday|st\.? patrick[’']?s day|"
    r"(?:martin luther king|mlk) day)"
)
# What follows a number that looks like a year but counts things.
_COUNTED = (
    r"(?! ?(?:people|dollars|euros|pounds|miles|km|kilomet|met|feet|steps|words|times|years|"
    r"days|hours|minutes|votes|points|copies|members|employees|students|%|\$|€|£))"
)

# "the last week of August", "the second Tuesday in May" are parts of what follows.
_NO_PART = rf"(?! (?:of|in) (?:the )?(?:last|this|next|{_MONTH}|month|year|{_YEAR}|\d))"

# Tried in this order; a later rule never overlaps what an earlier one found.
RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (rule, re.compile(pattern, re.IGNORECASE))
    for rule, pattern in (
        (
            "recurring",
            rf"\b(?:every|each) (?:other |single )?(?:{_NUMBER} )?"
            rf"(?P<unit>{UNIT}|{WEEKDAY}s?|{_SEASON}|morning|afternoon)\b"
            rf"|\b(?:once|twice|{_NUMBER} times) (?:a|an|per|every|each) {UNIT}\b"
            rf"|\bon (?:{_DAY_NAME}s(?: and {_DAY_NAME}s)?|weekends|weekdays)\b"
            rf"|\bmost (?:mornings|evenings|nights|weekends|days|{_DAY_NAME}s)\b"
            r"|\b(?:nightly|daily|weekly|monthly|yearly|annually)\b",
        ),
        ("years", rf"(?<![\d/-])(?P<year>{_YEAR}) ?[–-] ?(?P<year2>{_YEAR})(?![\d/-])"),
        (
            "quarter",
            rf"\b(?:the )?(?:(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th) quarter|"
            rf"Q(?P<number>[1-4]))(?:(?: of)? (?P<year>{_YEAR})"
            r"|(?: of)? (?P<way>this|last|next) year|(?= of the year))\b"
            r"|\b(?P<way_alone>this|last|next) quarter\b",
        ),
        (
            "century",
            r"\b(?:the )?(?:(?P<part>early|mid|late)[- ])?"
            rf"(?P<nth>{ORDINAL}|\d{{1,2}}(?:st|nd|rd|th))[- ]+century\b",
        ),
        (
            "day_of_week",
            rf"\b(?P<weekday>{_DAY_NAME})(?: of)? (?P<way>last|this|next|the following) week\b"
            rf"|\b(?P<way2>last|this|next) week,? (?:on )?(?P<weekday2>{_DAY_NAME})\b",
        ),
        ("the_weekend", r"\b(?:over|during|at|for) the weekend\b"),
        ("iso_day", r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d-])"),
        ("iso_month", r"(?<![\d-])(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])(?![\d-])"),
        (
            "slashed_day",
            r"(?<![\d/])(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4}|\d{2})(?![\d/])",
        ),
        (
            "dotted_day",
            r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d\d)(?![\d.]*\d)",
        ),
        (
            "slashed_day",
            r"(?<![\d-])(?P<month>\d{1,2})-(?P<day>\d{1,2})-(?P<year>(?:19|20)\d\d)(?![\d-]*\d)",
        ),
        (
            "short_day",
            r"(?:(?<=\bon )|(?<=\bby )|(?<=\bsince )|(?<=\bbefore )|(?<=\bafter )|(?<=\buntil ))"
            r"(?P<month>\d{1,2})/(?P<day>\d{1,2})(?![\d/])",
        ),
        (
            "day_month",
            rf"\b{_NAMED}(?:the )?(?P<day>{_DAY}|{ORDINAL}(?= of|(?= (?-i:[A-Z]))))(?: of)? "
            rf"(?P<month>{_MONTH})(?:,? (?P<year>{_YEAR}))?(?!\w){_CLOCK}",
        ),
        (
            "month_day",
            rf"\b{_NAMED}(?P<month>{_MONTH}) (?:the )?(?P<day>{_DAY})"
            rf"(?: ?,? (?P<year>{_YEAR}))?(?![\w:]){_CLOCK}",
        ),
        (
            # Only with a capital: "we may first ask".
            "month_spoken_day",
            rf"\b{_NAMED}(?P<month>(?=(?-i:[A-Z])){_MONTH}) (?:the )?(?P<day>{ORDINAL})"
            rf"(?:,? (?P<year>{_YEAR}))?(?!\w){_CLOCK}",
        ),
        ("month_year", rf"\b{_PART}(?P<month>{_MONTH}),? (?:of )?(?P<year>{_YEAR})\b"),
        ("relative_month", rf"\b(?P<way>{_PAST}|{_NEXT}|this) (?P<month>{_MONTH})(?!\w)"),
        (
            "day_of_month",
            r"\b(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th) of (?P<way>this|last|next|the) month\b",
        ),
        (
            "unit_beyond",
            rf"\b(?:the )?(?P<unit>{WEEKDAY}|{UNIT}) (?P<side>before|after) "
            r"(?P<way>last|next)\b(?! \w*(?:day|week|month|year))",
        ),
        (
            "relative_unit",
            rf"\b(?P<part>early |later? |mid )?(?P<way>{_PAST}|{_NEXT}|this) "
            rf"(?P<unit>week|month|year|weekend|night|evening|morning|afternoon|{_SEASON}|decade"
            rf"|century)\b{_NO_PART}",
        ),
        (
            "relative_weekday",
            rf"\b(?P<way>{_PAST}|{_NEXT}|this) (?P<weekday>{WEEKDAY})\b{_NO_PART}{_HOUR}",
        ),
        (
            "ago",
            rf"\b{_ABOUT}(?P<count>{_NUMBER})(?P<half> and a half)? (?P<unit>{UNIT}|{_DAY_NAME}s?)"
            r"(?P<half2> and a half)? (?:ago|back|earlier|prior)\b(?: today)?",
        ),
        (
            "last_few",
            r"\b(?P<how>over |for |in |during |within )?(?:the |these )?"
            rf"(?P<way>last|past|next|coming) {_ABOUT}(?P<count>{_NUMBER}) (?P<unit>{UNIT})\b",
        ),
        (
            "from_now",
            rf"\b(?:in|within) {_ABOUT}(?P<count>{_NUMBER}) (?P<unit>{UNIT})(?:[’'] time)?\b"
            rf"|\b(?P<count2>{_NUMBER}) (?P<unit2>{UNIT}) from now\b",
        ),
        (
            "lasting",
            rf"\bfor {_ABOUT}(?:the past |the last )?"
            rf"(?P<count>{_NUMBER}) (?P<unit>{UNIT})(?: now)?\b"
            rf"|\b{_ABOUT}(?P<count2>{_NUMBER}) (?P<unit2>{UNIT}) now\b"
            rf"|(?<=\bbeen ){_ABOUT}(?P<count3>{_NUMBER}) (?P<unit3>{UNIT})\b",
        ),
        (
            "spoken_day",
            r"\b(?P<day>the day before yesterday|the day after tomorrow|yesterday|today|tomorrow|"
            rf"(?:earlier |later )?today|tonight|tmrw|tmr)\b{_HOUR}",
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
            r"\b(?:on|by|until|since|before|after) the (?P<day>\d{1,2})(?:st|nd|rd|th)\b"
            r"(?! (?:of|floor|day|street|anniv|birthday|place|grade))",
        ),
        ("season_year", rf"\b{_PART}(?P<season>{_SEASON})(?: of)? (?P<year>{_YEAR})\b"),
        (
            "year",
            r"(?<!room )(?<!page )(?<!version )(?<!flight )(?<!model )(?<!chapter )"
            rf"(?<![\d$€£#.,/-])\b(?:the year )?{_PART}(?P<year>{_YEAR})\b"
            rf"(?![\d/-])(?!,\d){_COUNTED}",
        ),
        (
            "month",
            rf"(?<=\bin )(?:the )?{_PART}(?:of )?(?P<month>{_MONTH})(?!\w)"
            r"|\b(?:(?<=\bby )|(?<=\buntil )|(?<=\btill )|(?<=\bbefore )|(?<=\bafter )"
            r"|(?<=\bduring )|(?<=\bsince )|(?<=\bfrom )|(?<=\bto )|(?<=\band )"
            r"|(?<=\bbetween )|(?<=\bthrough )|(?<=\bearly )|(?<=\blate ))"
            rf"(?P<month2>{_MONTH})(?!\w)"
            rf"|\b(?P<part2>early|mid|late)[- ](?P<month3>{_MONTH})(?!\w)"
            rf"|\b(?P<month4>(?=(?-i:[A-Z])){_MONTH})(?= ?[-–] ?{_MONTH})"
            r"|(?:(?<=end of )|(?<=ning of )|(?<=tart of )|(?<=ddle of )|(?<=week of )"
            r"|(?<=month of )|(?<=day of )|(?<=half of )|(?<=day in )|(?<=week in )|(?<=end in ))"
            rf"(?P<month5>(?=(?-i:[A-Z])){_MONTH})(?!\w)",
        ),
        (
            "short_year",
            r"(?:(?<=\bin )|(?<=\bsince )|(?<=\bof )|(?<=\bbefore )|(?<=\bafter ))"
            r"[’'](?P<year>\d\d)\b",
        ),
        ("this_unit", r"(?<=\bof )the (?P<unit>week|month|year|decade)\b"),
        ("season", rf"(?<=\bin the )(?P<season>{_SEASON})\b|(?<=\bsince )(?P<season2>{_SEASON})\b"),
        ("weekday", rf"\b(?P<weekday>{_DAY_NAME})\b{_NO_PART}{_HOUR}"),
    )
)

# A word before an expression that makes it a bound. "in" and "on" only belong to the text.
LINK_BEFORE = re.compile(
    r"\b(?P<link>ever since|since|up until|until|till|up to|no later than|later than|"
    r"earlier than|before|prior to|after|by|from|between|effective|as early as|"
    r"starting(?: in| on| from)?|as of|beginning(?: in| on)?|in|on|during|at|around|circa)"
    r"(?: about| around)?(?: the| of)?\s+$",
    re.IGNORECASE,
)
LINK_BETWEEN = re.compile(
    r"\s*(?P<link>–|-|~)\s*|\s+(?P<word>to|until|till|through|and|up to)\s+(?:the )?",
    re.IGNORECASE,
)
ANCHORED = re.compile(
    rf"\b(?:(?P<count>{_NUMBER}) |the )?(?P<unit>{WEEKDAY}|{UNIT}) "
    r"(?P<side>before|after)\s+(?:the )?$",
    re.IGNORECASE,
)
COUNTED_FROM = re.compile(
    rf"\b(?P<count>{_NUMBER}) (?P<unit>{WEEKDAY}|{UNIT}) (?P<side>from)\s+$", re.IGNORECASE
)
ONWARDS = re.compile(
    r"\s+(?:on|onwards?|forward|or later)\b(?!\s+(?:the|a|my|his|her|\w+day)\b)", re.IGNORECASE
)
