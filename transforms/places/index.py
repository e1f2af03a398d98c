"""The gazetteer of places as an index: printed names to codes, and how codes lie inside each other."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from config.gazetteers import Place, gazetteers
from transforms.matching import PhraseMatcher, fold

_SQUEEZED_LEVELS = frozenset({"province", "regency", "city"})
_SUMATERA = re.compile(r"\bSumatera\b")
_KEPULAUAN = re.compile(r"\bKepulauan\b")
# Districts are counted in words, and printed in numerals.
_NUMERALS = {"Satu": "I", "Dua": "II"}
# The seats of Jakarta's cities are districts of theirs that nobody names as a seat.
_NO_SEATS = "31."
# In the provinces of Papua a district is called so.
_PAPUA = "9"


@dataclass(frozen=True, slots=True)
class Name:
    """What a printed name may stand for: areas so named, else the areas whose seat it is.

    An acronym ("KSB") is found in capitals only.
    """

    key: str
    codes: tuple[str, ...]
    is_seat: bool = False
    is_alias: bool = False
    is_acronym: bool = False


@dataclass(frozen=True, slots=True)
class PlaceIndex:
    """Matchers over all printed names, and the places by code."""

    by_code: dict[str, Place]
    areas: PhraseMatcher[Name]
    districts: PhraseMatcher[Name]
    outlets: dict[str, str]
    codes_by_name: dict[str, tuple[str, ...]]

    def level(self, code: str) -> str:
        """The level of a code: country, province, regency, city or district."""
        return self.by_code[code].level

    def local_name(self, code: str) -> str:
        """The name as the government prints it: "Kabupaten Sigi", "Kota Palu", "Provinsi Riau"."""
        place = self.by_code[code]
        if place.level == "district":
            return f"{'Distrik' if code.startswith(_PAPUA) else 'Kecamatan'} {place.name}"
        if place.level == "province":
            return f"Provinsi {place.name}"
        return place.full_name


def parents(code: str) -> tuple[str, ...]:
    """The codes above a code, nearest first: "15.06.01" gives "15.06" and "15"."""
    parts = code.split(".")
    return tuple(".".join(parts[:n]) for n in range(len(parts) - 1, 0, -1))


def inside(code: str, area: str) -> bool:
    """Whether a code is an area or lies in it."""
    return code == area or code.startswith(area + ".")


def regency_of(code: str) -> str:
    """The regency or city that a code is or lies in; a province stays itself."""
    return ".".join(code.split(".")[:2])


@cache
def place_index() -> PlaceIndex:
    """The index over `config/gazetteers/places.csv` and `place_aliases.csv`, built once."""
    tables = gazetteers()
    by_code = {place.place_code: place for place in tables.places}
    areas: dict[str, dict[str, bool]] = {}
    acronyms = {fold(a.alias) for a in tables.place_aliases if a.alias.isupper()}
    acronyms -= {fold(a.alias) for a in tables.place_aliases if not a.alias.isupper()}
    for place in tables.places:
        if place.level in _SQUEEZED_LEVELS:
            for spelling in spellings(place.name):
                areas.setdefault(fold(spelling), {}).setdefault(place.place_code, False)
    for alias in tables.place_aliases:
        for spelling in spellings(alias.alias):
            areas.setdefault(fold(spelling), {}).setdefault(alias.place_code, True)
    seats: dict[str, set[str]] = {}
    for place in tables.places:
        if place.capital and place.level == "regency" and not place.place_code.startswith(_NO_SEATS):
            for spelling in spellings(place.capital):
                if fold(spelling) not in areas:
                    seats.setdefault(fold(spelling), set()).add(place.place_code)
    districts: dict[str, list[str]] = {}
    for place in tables.places:
        if place.level == "district":
            for spelling in spellings(place.name):
                districts.setdefault(fold(spelling), []).append(place.place_code)
    return PlaceIndex(
        by_code=by_code,
        areas=PhraseMatcher([*_area_names(areas, acronyms), *_seat_names(seats)]),
        districts=PhraseMatcher(
            (key, Name(key, tuple(dict.fromkeys(codes)))) for key, codes in districts.items()
        ),
        outlets={outlet.domain: outlet.place_code for outlet in tables.outlets},
        codes_by_name={key: tuple(sorted(codes)) for key, codes in areas.items()},
    )


def spellings(name: str) -> Iterator[str]:
    """The ways the press prints a name: as it is, with Sumatra, Kep. and I, with a hyphen, in one word."""
    bases = {name, _SUMATERA.sub("Sumatra", name)}
    if name.startswith("Kepulauan "):
        bases |= {_KEPULAUAN.sub(short, base) for base in tuple(bases) for short in ("Kep.", "Kep")}
    for word, numeral in _NUMERALS.items():
        if name.endswith(f" {word}"):
            bases.add(f"{name.removesuffix(word)}{numeral}")
    for base in sorted(bases):
        yield base
        words = base.replace("-", " ").split()
        if "-" in base:
            yield " ".join(words)
            yield "".join(words)
        elif len(words) == 2 and min(map(len, words)) > 1 and "." not in base:
            yield "".join(words)
            if words[0].casefold() == words[1].casefold():
                yield "-".join(words)


def _area_names(areas: dict[str, dict[str, bool]], acronyms: set[str]) -> Iterable[tuple[str, Name]]:
    for key, codes in areas.items():
        alias = all(codes.values())
        yield key, Name(key, tuple(sorted(codes)), is_alias=alias, is_acronym=alias and key in acronyms)


def _seat_names(seats: dict[str, set[str]]) -> Iterable[tuple[str, Name]]:
    for key, codes in seats.items():
        yield key, Name(key, tuple(sorted(codes)), is_seat=True)
