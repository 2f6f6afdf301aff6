"""The words of times in English, as pieces of the regular expressions in `dates_patterns.py`."""

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

NUMBER = "(?:{})".format(
    "|".join([r"\d{1,4}(?:\.\d{1,2})?", *sorted(NUMBER_WORDS, key=len, reverse=True)])
)
UNIT = (
    "(?:seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|evenings?|weeks?|wks?|weekends?|"
    "fortnights?|months?|quarters?|years?|yrs?|decades?)"
)
MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?"
)
DAY_NAME = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
WEEKDAY = f"(?:{DAY_NAME}|mon|tues?|wed|thurs?|thu|fri|sat|sun)"
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


SEASON = "(?:spring|summer|fall|autumn|winter)"
DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?)"
YEAR = r"(?:1[0-9]\d\d|20\d\d)"
PART = "(?:(?P<part>early|mid|middle|late)[- ](?:of )?(?:in )?)?"
# What joins two days of one month.
RUN = r"(?: ?[-–—] ?| (?:to|and|till|until|through) )(?:the )?"
# Hours are understood as part of their day.
CLOCK = (
    r"(?:,? (?:(?:at|around|by|before|after) )?"
    r"(?:\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|a\.m\.|p\.m\.)|\d{1,2}:\d\d|noon|midnight))?"
)
HOUR = rf"(?: (?:morning|afternoon|evening|night))?{CLOCK}"
# "Tuesday, " before "March 7"
NAMED = rf"(?:{WEEKDAY}\.?,? (?:the )?)?"
PAST = "last|this past|these past|past|the previous|previous"
NEXT = "next|this coming|coming|the following|upcoming"
ABOUT = "(?:about |around |over |almost |nearly |like |roughly |at least |more than )?"
HOLIDAY = (
    r"(?:christmas eve|christmas day|christmas|new year[’']?s (?:day|eve)|halloween|"
    r"valentine[’']?s day|thanksgiving|easter sunday|easter monday|easter|new year[’']?s|"
    r"independence day|"
    r"(?:the )?(?:4th|fourth) of july|labou?r day|memorial day|mother[’']?s day|father[’']?s day|"
    r"boxing day|black friday|good friday|st\.? patrick[’']?s day|"
    r"(?:martin luther king|mlk) day|earth day|veterans[’']? day|groundhog day|cinco de mayo|"
    r"juneteenth|bastille day|april fools[’']?(?: day)?|presidents[’']? day|columbus day|"
    r"cyber monday|epiphany|all saints[’']? day|may day|palm sunday|"
    r"ash wednesday|pentecost|"
    # Not "Happy new year" and "in the new year".
    r"(?:(?<=\baround )|(?<=\bat )|(?<=\bover )|(?<=\bbefore )|(?<=\bafter )|(?<=\bsince )"
    r"|(?<=\buntil )|(?<=\bby ))new year(?![’']| resol))"
)
# What follows a number that looks like a year but counts things.
COUNTED = (
    r"(?! ?(?:people|dollars|euros|pounds|miles|km|kilomet|met|feet|steps|words|times|years|"
    r"days|hours|minutes|votes|points|copies|members|employees|students|%|\$|€|£)"
    rf"|(?: (?:a|an|per|each|every) |/){UNIT}\b)"
)

# "the last week of August", "the second Tuesday in May" are parts of what follows.
NO_PART = rf"(?! (?:of|in) (?:the )?(?:last|this|next|{MONTH}|month|year|{YEAR}|\d))"

_TENS = {word: 10 * number for number, word in enumerate(
    "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}  # fmt: skip
_ONES = {word: number for number, word in enumerate(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen".split(), start=1)}  # fmt: skip
_BELOW_HUNDRED = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(list(_ONES)[:9])}))?|"
    rf"{'|'.join(sorted(_ONES, key=len, reverse=True))})"
)
# "nineteen ninety-six", "twenty nineteen", "nineteen oh four", "two thousand and fifteen"
SPELLED_YEAR = (
    rf"(?:(?:eighteen|nineteen|twenty)[ -](?:oh[ -])?{_BELOW_HUNDRED}|"
    rf"two thousand(?:(?: and)? {_BELOW_HUNDRED})?)"
)


def spelled_year(text: str) -> int:
    """The number of a year in words, as it is said."""
    first, *rest = re.split(r"[ -]+", text.lower())
    below = sum(_TENS.get(word, 0) + _ONES.get(word, 0) for word in rest)
    if first == "two":
        return 2000 + below
    return 100 * (_TENS.get(first, 0) + _ONES.get(first, 0)) + below
