"""The site's two languages: its texts, and how each writes days, numbers and places."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from babel.dates import format_date
from babel.numbers import format_decimal

from warehouse.report.places import tiles

LANGUAGES = ("id", "en")
LEVELS: Mapping[str, str] = MappingProxyType(
    {"Provinsi": "Province", "Kabupaten": "Regency", "Kota": "City", "Kecamatan": "District"}
)
_LEVEL = re.compile(rf"^({'|'.join(LEVELS)}) (.+)$")


class Language:
    """One language of the site.

    Attributes:
        code: "id" or "en".
        texts: its texts by key.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        at = LANGUAGES.index(code)
        self.texts = {key: pair[at] for key, pair in _all_texts().items()}
        self._provinces = {tile.name: tile.english for tile in tiles()} if code == "en" else {}

    def text(self, key: str, **values: object) -> str:
        """A text of the site, its blanks filled. A key nobody wrote down is shown in words of its own."""
        found = self.texts.get(key)
        if found is None:
            return key.rpartition(".")[2].replace("_", " ")
        return found.format(**values) if values else found

    def day(self, day: date | datetime | None, precision: str | None = "day") -> str:
        """A day or month as this language writes it; for none, that it is open."""
        if day is None:
            return self.text("open")
        if precision == "month":
            return str(format_date(day, "MMMM y", locale=self.code))
        if precision == "year":
            return str(day.year)
        return str(format_date(day, "d MMM y", locale=self.code))

    def month(self, day: date) -> str:
        """A month for the axis of a drawing, in short."""
        return str(format_date(day, "MMM y", locale=self.code))

    def number(self, value: float | None, digits: int = 0) -> str:
        """A number with the language's separators; a dash for none."""
        if value is None:
            return "–"
        return str(format_decimal(round(value, digits), locale=self.code, format="#,##0." + "#" * digits))

    def share(self, part: float | None, whole: float | None) -> str:
        """A part of a whole in percent."""
        return f"{self.number(100 * (part or 0) / whole, 0)} %" if whole else "–"

    def place(self, name: str | None) -> str:
        """A place by its full name; in English its level stands behind it, and provinces have English names."""
        if name is None:
            return self.text("open")
        if self.code == "id":
            return name
        level = _LEVEL.match(name)
        bare = level[2] if level else name
        bare = self._provinces.get(bare, bare)
        return f"{bare} {LEVELS[level[1]]}" if level and level[1] != "Provinsi" else bare


@cache
def _all_texts() -> dict[str, tuple[str, str]]:
    found = tomllib.loads((files("warehouse.report") / "texts.toml").read_text(encoding="utf-8"))
    return {
        key if section == "page" else f"{section}.{key}": (pair[0], pair[1])
        for section, pairs in found.items()
        for key, pair in pairs.items()
    }
