"""What tells a time in English, as regular expressions: what `dates.py` looks for."""

from __future__ import annotations

import re

from quipu.extraction.dates_nested import LATER_PATTERNS, PATTERNS
from quipu.extraction.dates_words import (
    ABOUT,
    CLOCK,
    COUNTED,
    DAY,
    DAY_NAME,
    HOLIDAY,
    HOUR,
    MONTH,
    NAMED,
    NEXT,
    NO_PART,
    NUMBER,
    ORDINAL,
    PART,
    PAST,
    RUN,
    SEASON,
    SPELLED_YEAR,
    UNIT,
    WEEKDAY,
    YEAR,
)

# Tried in this order; a later rule never overlaps what an earlier one found.
RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (rule, re.compile(pattern, re.IGNORECASE))
    for rule, pattern in (
        (
            "recurring",
            rf"\b(?:on )?(?:the )?(?:{ORDINAL}|last|1st|2nd|3rd|4th) (?:{WEEKDAY}|{UNIT}) "
            rf"(?:of|in) (?:every|each) {UNIT}\b"
            rf"|\b(?:every|each) (?:year (?:in|at|over) )?"
            rf"(?:{HOLIDAY}\b|(?-i:(?=[A-Z])){MONTH}(?!\w))"
            rf"|\b(?:every|each) (?:other |single |few |(?:second|third|2nd|3rd) )?(?:{NUMBER} )?"
            rf"(?P<unit>{WEEKDAY}s?(?:(?:,| and|, and) (?:every )?{WEEKDAY}\b)*|{UNIT}|{SEASON}|"
            r"morning|afternoon)\b"
            rf"|\b(?:once|twice|{NUMBER} times) (?:a|an|per|every|each) {UNIT}\b"
            rf"|\b{DAY_NAME}s(?:(?:,| and) {DAY_NAME}s)*\b(?! (?:ago|back|earlier|from now)){CLOCK}"
            r"|\b(?:on |all )(?:weekends|weekdays)\b|\b(?:every|each) (?:weekday|quarter)\b"
            rf"|\bmost (?:mornings|evenings|nights|weekends|days|{DAY_NAME}s)\b"
            r"|\b(?:nightly|daily|weekly|monthly|yearly|annually|quarterly|bi-?weekly|bi-?monthly)\b"
            r"|\beveryday\b",
        ),
        *PATTERNS,
        ("years", rf"(?<![\d/-])(?P<year>{YEAR}) ?[–-] ?(?P<year2>{YEAR})(?![\d/-])"),
        (
            "quarter",
            rf"\b(?:the )?(?:(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th) quarter|"
            rf"Q(?P<number>[1-4]))(?:(?: of)? (?P<year>{YEAR})"
            r"|(?: of)? (?P<way>this|last|next) year|(?= of the year))\b"
            rf"|\b(?P<year2>{YEAR})[- ]?Q(?P<number2>[1-4])\b"
            r"|\b(?P<way2>this|last|next) year[’']s (?P<nth2>first|second|third|fourth) quarter\b"
            rf"|\b(?P<way_alone>this|{PAST}|{NEXT}) quarter\b",
        ),
        (
            "century",
            r"\b(?:the )?(?:(?P<part>early|mid|late)[- ])?"
            rf"(?P<nth>{ORDINAL}|\d{{1,2}}(?:st|nd|rd|th))[- ]+century\b",
        ),
        (
            # "June 9-12", "from 9 to 12 June 2021", "between the ninth and the 17th of April".
            "days_of_month",
            rf"\b(?P<month>{MONTH}) (?:the )?(?P<day>{DAY}){RUN}(?P<day2>{DAY})(?!\w)"
            rf"(?: ?,? (?:of )?(?P<year>{YEAR}))?(?![\w:/])"
            rf"|\b(?P<day3>{DAY}|{ORDINAL}){RUN}(?P<day4>{DAY}|{ORDINAL})(?: of)? "
            rf"(?P<month2>{MONTH})(?!\w)(?:,? (?:of )?(?P<year2>{YEAR}))?",
        ),
        *LATER_PATTERNS,
        (
            "weekday_day",
            rf"\b(?P<weekday>{WEEKDAY})\.?,? (?:the )?(?P<day>(?:[12]?\d|3[01])(?:st|nd|rd|th)|"
            rf"{ORDINAL}|(?:1[3-9]|2\d|3[01])(?![\d:/-]|\.\d))(?!\w)"
            rf"(?! (?:of|floor|{MONTH}|am|pm|people|street))",
        ),
        (
            "day_of_week",
            rf"\b(?P<weekday>{DAY_NAME})(?: of)? (?P<way>last|this|next|the following) week\b"
            rf"|\b(?P<way2>last|this|next) week,? (?:on )?(?P<weekday2>{WEEKDAY})\b",
        ),
        ("the_weekend", r"\b(?:over|during|at|for|on) the weekend\b(?! (?:of|before|after)\b)"),
        ("iso_day", r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d-])"),
        (
            "day_month",
            rf"(?<![\d/-])(?P<year>{YEAR})(?P<gap>[-/])(?P<month>{MONTH})(?P=gap)(?P<day>\d{{1,2}})"
            r"(?![\d/-])",
        ),
        (
            "day_month",
            rf"(?<![\d/-])(?P<day>\d{{1,2}})(?P<gap>[-/])(?P<month>{MONTH})(?P=gap)(?P<year>{YEAR})"
            r"(?![\d/-])",
        ),
        (
            "month_year",
            rf"\b(?P<part>)(?P<month>{MONTH})[-/](?P<year>{YEAR})(?![\d/-]*\d)",
        ),
        ("iso_month", r"(?<![\d-])(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])(?![\d/-])"),
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
            rf"\b{NAMED}(?:the )?(?P<day>{DAY}|{ORDINAL}(?= (?:day )?of|(?= (?-i:[A-Z]))))"
            rf"(?: day)?(?: of)? (?P<month>{MONTH})(?:,? (?:of )?(?P<year>{YEAR}|[’']\d\d))?"
            rf"(?!\w){CLOCK}",
        ),
        (
            "month_day",
            rf"\b{NAMED}(?P<month>{MONTH}) (?:the )?(?P<day>{DAY})"
            rf"(?: ?,? (?P<year>{YEAR}|[’']\d\d))?(?![\w:]){CLOCK}",
        ),
        (
            # Only with a capital: "we may first ask".
            "month_spoken_day",
            rf"\b{NAMED}(?P<month>(?=(?-i:[A-Z])){MONTH}) (?:the )?(?P<day>{ORDINAL})"
            rf"(?:,? (?P<year>{YEAR}))?(?!\w){CLOCK}",
        ),
        ("month_year", rf"\b{PART}(?P<month>{MONTH}),? (?:of )?(?P<year>{YEAR})\b"),
        ("relative_month", rf"\b(?P<way>{PAST}|{NEXT}|this) (?P<month>{MONTH})(?!\w)"),
        (
            "day_of_month",
            r"\b(?:the )?(?:(?P<day>\d{1,2}(?:st|nd|rd|th))(?: of)?|"
            rf"(?P<day2>{ORDINAL}) of) (?P<way>this|last|next|the) month\b",
        ),
        (
            "unit_beyond",
            rf"\b(?:the )?(?P<unit>{WEEKDAY}|{UNIT}) (?P<side>before|after) "
            r"(?P<way>last|next)\b(?! \w*(?:day|week|month|year))",
        ),
        (
            "rolling",
            r"(?:(?<=\bin )|(?<=\bover )|(?<=\bduring )|(?<=\bwithin )|(?<=\bthroughout ))the "
            r"(?P<way>last|past|next|coming) (?P<unit>week|month|quarter|year|decade)\b(?! of\b)",
        ),
        (
            "within_unit",
            r"\b(?P<part>earlier|later) (?:this|in the) (?P<unit>week|month|year|decade)\b",
        ),
        (
            "relative_unit",
            rf"\b(?P<part>early |late |mid )?(?P<way>{PAST}|{NEXT}|this) "
            rf"(?P<unit>week|month|year|weekend|night|evening|morning|afternoon|{SEASON}|decade"
            rf"|century)\b{NO_PART}(?! of\b)",
        ),
        (
            "relative_weekday",
            rf"\b(?P<way>{PAST}|{NEXT}|this) (?P<weekday>{WEEKDAY})\b{NO_PART}{HOUR}",
        ),
        (
            "ago",
            rf"\b{ABOUT}(?P<count>{NUMBER})(?P<half> and a half)? (?P<unit>{UNIT}|{DAY_NAME}s?)"
            r"(?P<half2> and a half)? (?:ago|back|earlier|prior)\b(?: today)?",
        ),
        (
            "last_few",
            r"\b(?P<how>over |for |in |during |within )?(?:the |these )?"
            rf"(?P<way>last|past|next|coming) {ABOUT}(?P<count>{NUMBER}) (?P<unit>{UNIT})\b"
            rf"{NO_PART}"
            rf"|\b(?:the |these )?(?P<count2>{NUMBER}) (?P<way2>last|past|next|coming|upcoming) "
            rf"(?P<unit2>{UNIT})\b",
        ),
        (
            "from_now",
            rf"\b(?P<how>in|within) {ABOUT}(?P<count>{NUMBER}) (?P<unit>{UNIT})(?:[’'] time)?\b"
            rf"|\b(?P<count2>{NUMBER}) (?P<unit2>{UNIT}) from now\b",
        ),
        (
            "lasting",
            rf"\bfor {ABOUT}(?:the past |the last )?(?P<count>{NUMBER})(?P<half> and a half)? "
            rf"(?P<unit>{UNIT})(?P<half2> and a half)?(?: now)?\b{NO_PART}"
            rf"|\b{ABOUT}(?P<count2>{NUMBER}) (?P<unit2>{UNIT}) now\b"
            rf"|(?<=\bbeen ){ABOUT}(?P<count3>{NUMBER}) (?P<unit3>{UNIT})\b",
        ),
        (
            "spoken_day",
            r"\b(?P<day>the day before yesterday|the day after tomorrow|yesterday|today|tomorrow|"
            rf"(?:earlier |later )?today|tonight|tmrw|tmr)\b{HOUR}",
        ),
        ("recent", r"\b(?P<word>the other day|the other week|recently|lately)\b"),
        ("decade", rf"\b(?:the )?{PART}(?P<year>1[5-9]\d0|20\d0)[’']?s\b"),
        ("short_decade", rf"\bthe {PART}[’']?(?P<year>[2-9]0)[’']?s\b"),
        (
            "holiday",
            rf"\b(?P<way>(?:{PAST}|{NEXT}|this) )?(?P<name>{HOLIDAY})"
            rf"(?: (?P<year>{YEAR}))?\b",
        ),
        (
            "day_of_month",
            r"(?:(?<=\bon )|(?<=\bby )|(?<=\buntil )|(?<=\btill )|(?<=\bsince )|(?<=\bbefore )"
            r"|(?<=\bafter ))the (?P<day>\d{1,2})(?:st|nd|rd|th)\b"
            r"(?! (?:of|floor|day|street|anniv|birthday|place|grade))",
        ),
        (
            # "moved to the 16th"
            "day_of_month",
            r"(?:(?<=\bmoved to )|(?<=\bpushed to )|(?<=\bback to )|(?<=\bforward to )"
            r"|(?<=\bpostponed to )|(?<=\bscheduled to )|(?<=\bscheduled for )|(?<=\bchanged to ))"
            r"the (?P<day>\d{1,2})(?:st|nd|rd|th)\b"
            r"(?! (?:of|floor|day|street|anniv|birthday|place|grade))",
        ),
        ("season_year", rf"\b{PART}(?P<season>{SEASON})(?: of)? (?P<year>{YEAR}|[’']\d\d)\b"),
        (
            "year",
            r"(?<!room )(?<!page )(?<!version )(?<!flight )(?<!model )(?<!chapter )"
            rf"(?<![\d$€£#.,/-])\b(?:the year )?{PART}(?P<year>{YEAR})\b"
            rf"(?![\d/-])(?!,\d){COUNTED}",
        ),
        (
            "month",
            rf"(?<=\bin )(?:the )?{PART}(?:of )?(?P<month>{MONTH})(?!\w)"
            r"|\b(?:(?<=\bby )|(?<=\buntil )|(?<=\btill )|(?<=\bbefore )|(?<=\bafter )"
            r"|(?<=\bduring )|(?<=\bsince )|(?<=\bfrom )|(?<=\bto )|(?<=\band )"
            r"|(?<=\bsince around )|(?<=\bsince about )|(?<=\bbetween )|(?<=\bthrough )"
            r"|(?<=\bearly )|(?<=\blate ))"
            rf"(?P<month2>{MONTH})(?!\w)"
            rf"|\b(?P<part2>early|mid|late)[- ](?P<month3>{MONTH})(?!\w)"
            rf"|\b(?P<month4>(?=(?-i:[A-Z])){MONTH})(?= ?[-–] ?{MONTH})"
            r"|(?:(?<=end of )|(?<=ning of )|(?<=tart of )|(?<=ddle of )|(?<=week of )"
            r"|(?<=weeks of )|(?<=days of )|(?<=weeks in )"
            r"|(?<=month of )|(?<=day of )|(?<=half of )|(?<=day in )|(?<=week in )|(?<=end in ))"
            rf"(?P<month5>(?=(?-i:[A-Z])){MONTH})(?!\w)",
        ),
        (
            "short_year",
            r"(?:(?<=\bin )|(?<=\bsince )|(?<=\bof )|(?<=\bbefore )|(?<=\bafter ))"
            r"[’'](?P<year>\d\d)\b",
        ),
        (
            "spelled_year",
            r"(?:(?<=\bin )|(?<=\bsince )|(?<=\buntil )|(?<=\bby )|(?<=\bfrom )|(?<=\bbefore )"
            rf"|(?<=\bafter )|(?<=\bof )|(?<=\byear ))(?P<year>{SPELLED_YEAR})(?![\w-])(?! \w+s\b)",
        ),
        (
            "this_unit",
            r"(?<=\bof )the (?P<unit>week|month|year|decade)\b"
            r"|(?:(?<=\bend of )|(?<=\bstart of )|(?<=\bmiddle of ))(?P<unit2>week|month|year)\b",
        ),
        (
            "season",
            r"(?:(?<=\bin )|(?<=\bover )|(?<=\bduring )|(?<=\bsince )|(?<=\buntil )|(?<=\bby )"
            rf"|(?<=\bbefore )|(?<=\bafter )|(?<=\bthrough ))the (?P<season>{SEASON})\b(?! of\b)"
            rf"|(?<=\bsince )(?P<season2>{SEASON})\b",
        ),
        ("weekday", rf"\b(?P<weekday>{DAY_NAME})\b{NO_PART}{HOUR}"),
    )
)

# A word before an expression that makes it a bound. "in" and "on" only belong to the text.
LINK_BEFORE = re.compile(
    r"\b(?P<link>ever since|since|(?:until|till) after|up until|until|till|up to|no later than|"
    r"later than|earlier than|before|prior to|after|by|from|between|effective|as early as|"
    r"starting(?: in| on| from)?|as of|beginning(?: in| on)?|in|on|during|at|around|circa)"
    r"(?: about| around)?(?: the| of)?\s+$",
    re.IGNORECASE,
)
LINK_BETWEEN = re.compile(
    r"\s*(?P<link>–|-|~)\s*|\s+(?P<word>to|until|till|through|and|up to)\s+(?:the )?",
    re.IGNORECASE,
)
# "for two weeks, starting on May 3", "from May 3 for two weeks".
COUNTED_ON = re.compile(r",? (?:from|starting|beginning)(?: on| from)? (?:the )?", re.IGNORECASE)
ANCHORED = re.compile(
    rf"\b(?:(?P<count>{NUMBER}) |the )?(?P<unit>{WEEKDAY}|{UNIT}) "
    r"(?P<side>before|after)\s+(?:the )?$",
    re.IGNORECASE,
)
COUNTED_FROM = re.compile(
    rf"\b(?P<count>{NUMBER}) (?P<unit>{WEEKDAY}|{UNIT}) (?P<side>from)\s+$", re.IGNORECASE
)
ONWARDS = re.compile(
    r"\s+(?:on|onwards?|forward|or later)\b(?!\s+(?:the|a|my|his|her|\w+day)\b)", re.IGNORECASE
)
