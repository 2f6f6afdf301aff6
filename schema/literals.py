"""The normal form of a date, a number or a quantity: what two ways of writing it have in common."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from quipu.schema.texts import legible

_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen".split()
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_UNITS: Mapping[str, tuple[str, Decimal]] = {
    name: (base, Decimal(factor))
    for base, factor, names in (
        ("m", "1", "m metre metres meter meters"),
        ("m", "1000", "km kilometre kilometres kilometer kilometers"),
        ("m", "0.01", "cm centimetre centimetres centimeter centimeters"),
        ("m", "0.001", "mm millimetre millimetres millimeter millimeters"),
        ("m", "1609.344", "mi mile miles"),
        ("m", "0.3048", "ft foot feet"),
        ("m", "0.0254", "inch inches"),
        ("g", "1", "g gram grams gramme grammes"),
        ("g", "1000", "kg kilo kilos kilogram kilograms"),
        ("g", "0.001", "mg milligram milligrams"),
        ("g", "1000000", "t tonne tonnes"),
        ("g", "453.59237", "lb lbs pound pounds"),
        ("l", "1", "l litre litres liter liters"),
        ("l", "0.001", "ml millilitre millilitres milliliter milliliters"),
        ("s", "1", "s sec secs second seconds"),
        ("s", "60", "min mins minute minutes"),
        ("s", "3600", "h hr hrs hour hours"),
        ("s", "86400", "day days"),
        ("s", "604800", "week weeks"),
        ("%", "1", "% percent"),
        ("usd", "1", "usd $ dollar dollars"),
        ("eur", "1", "eur € euro euros"),
        ("gbp", "1", "gbp £"),
    )
    for name in names.split()
}
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:[,\s]\d{3})+|\d+)(?:\.\d+)?")
_ISO_DAY = re.compile(
    r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?:t00:00(?::00(?:\.0+)?)?(?:z|\+00:00)?)?"
)
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]+)(?: (\d{4}))?")
_MONTH_FIRST = re.compile(r"([a-z]+)(?: (\d{1,2})(?:st|nd|rd|th)?)?(?: (\d{4}))?")
_POINTS = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4})")


def literal_form(text: str, kind: str) -> str | None:
    """The normal form of a date, number, quantity or text; None where it is none of that kind.

    Dates are `1990-05-21`, `1990-05`, `1990` or, without a year, `--05-21`; numbers plain
    decimals; quantities a number and a base unit: "5 km" is `5000 m`. What can be read in two
    ways, such as "05/06/2024", is no date.
    """
    said = " ".join(unicodedata.normalize("NFKC", legible(text)).casefold().split())
    return _FORMS[kind](said)


def _text_form(said: str) -> str | None:
    return said or None


def _date_form(said: str) -> str | None:
    plain = " ".join(said.replace(",", " ").split()).removesuffix(".")
    if found := _ISO_DAY.fullmatch(plain):
        return _day(*found.groups())
    if found := _POINTS.fullmatch(plain):
        return _pointed(int(found[1]), int(found[3]), found[4], is_european=found[2] == ".")
    if found := _DAY_FIRST.fullmatch(plain):
        return _day(found[3], _month(found[2]), found[1]) if _month(found[2]) else None
    if (found := _MONTH_FIRST.fullmatch(plain)) and _month(found[1]):
        return _day(found[3], _month(found[1]), found[2])
    return None


def _pointed(first: int, second: int, year: str, *, is_european: bool) -> str | None:
    """Day and month in an order that only one reading allows, or that points stand for."""
    if is_european or first > 12:
        return _day(year, str(second), str(first))
    return _day(year, str(first), str(second)) if second > 12 or first == second else None


def _month(name: str) -> str | None:
    known = [place for place, month in enumerate(_MONTHS, start=1) if month.startswith(name)]
    return str(known[0]) if len(known) == 1 and len(name) >= 3 else None


def _day(year: str | None, month: str | None, day: str | None) -> str | None:
    try:
        date(int(year or 2000), int(month or 1), int(day or 1))
    except ValueError:
        return None
    parts = [year or "-", *(f"{int(part):02d}" for part in (month, day) if part)]
    return "-".join(parts) if year or month else None


def _number_form(said: str) -> str | None:
    amount, rest = _amount(said)
    return None if amount is None or rest else _plain(amount)


def _quantity_form(said: str) -> str | None:
    sign = next((one for one in "$€£" if said.startswith(one)), "")
    amount, rest = _amount(said.removeprefix(sign).strip())
    if amount is None:
        return None
    unit = sign or rest.removesuffix(".")
    if not unit:
        return _plain(amount)
    base, factor = _UNITS.get(unit, (unit, Decimal(1)))
    return f"{_plain(amount * factor)} {base}" if not (sign and rest) else None


def _amount(said: str) -> tuple[Decimal | None, str]:
    """The number that a text begins with, and what follows it."""
    found = _NUMBER.match(said)
    if found is None:
        return _in_words(said)
    digits, rest = re.sub(r"[,\s]", "", found[0]), said[found.end() :].strip()
    if re.match(r"[+-]?0\d", digits) or (rest and rest[0].isdigit()):
        return None, said
    head, _, tail = rest.partition(" ")
    scale = _SCALES.get(head)
    try:
        amount = Decimal(digits)
    except InvalidOperation:
        return None, said
    return (amount, rest) if scale is None else (amount * scale, tail)


def _in_words(said: str) -> tuple[Decimal | None, str]:
    """A number below a hundred in English words, such as "thirty-two"."""
    head, _, rest = said.partition(" ")
    ten, _, one = head.partition("-")
    if not one and head in _ONES:
        return Decimal(_ONES.index(head)), rest
    if ten in _TENS and (not one or one in _ONES[1:10]):
        return Decimal(10 * _TENS.index(ten) + 20 + (_ONES.index(one) if one else 0)), rest
    return None, said


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}" if amount else "0"


_FORMS: Mapping[str, Callable[[str], str | None]] = {
    "date": _date_form,
    "number": _number_form,
    "quantity": _quantity_form,
    "text": _text_form,
}
