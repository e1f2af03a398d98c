"""What a reader asks to see: the filters as an address has them, read leniently and written back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from urllib.parse import urlencode

ORDERS = ("newest", "oldest", "reports")
"""Orders of the list of events."""
LONGEST = 200
NAMES = {"start": "from", "end": "to", "body": "organization"}
"""Fields whose name in an address is another one."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The filters of one page; an empty one leaves everything.

    Attributes:
        q: words that an article which tells of the event holds, in any of their forms.
        start: first day.
        end: last day.
        type: "pledge", or "asn_neutrality/pledge" where topics share a type.
        status: occurred, planned or negated.
        province: code of a province.
        area: code of a regency or city, or of a province or the country where nothing closer is known.
        election: id of an election.
        actor: a part of a name of a person or body, in small or capital letters.
        person: id of a person.
        body: id of an organization.
        source: id of a source.
        outlet: domain of a publisher.
        sort: order of the list, one of `ORDERS`.
    """

    q: str = ""
    start: date | None = None
    end: date | None = None
    type: str = ""
    status: str = ""
    province: str = ""
    area: str = ""
    election: str = ""
    actor: str = ""
    person: str = ""
    body: str = ""
    source: str = ""
    outlet: str = ""
    sort: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Filters":
        """The filters of an address. What cannot be meant (a 31 February, a place of another province) is left out."""
        values: dict[str, str | date | None] = {}
        for field in fields(cls):
            text = _plain(given.get(NAMES.get(field.name, field.name), ""))
            values[field.name] = _day(text) if field.name in ("start", "end") else text
        found = cls(**values)  # type: ignore[arg-type]
        if found.area and found.province and found.area.partition(".")[0] != found.province:
            found = replace(found, area="")
        return found if found.sort in ORDERS else replace(found, sort="")

    def address(self, page: int = 1, **changes: object) -> str:
        """The query part of an address with these filters, some of them changed; empty without any."""
        chosen = replace(self, **changes) if changes else self  # type: ignore[arg-type]
        pairs = [(NAMES.get(name, name), str(value)) for name, value in chosen.set().items()]
        if page > 1:
            pairs.append(("page", str(page)))
        return f"?{urlencode(pairs)}" if pairs else ""

    def set(self) -> dict[str, str | date]:
        """The filters that are not empty, by field."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name))}

    def narrowing(self) -> dict[str, str | date]:
        """Those that leave something out."""
        return {name: value for name, value in self.set().items() if name != "sort"}

    def parameters(self) -> dict[str, object]:
        """What `explore/chosen.sql` asks for; null for an empty filter. Words are looked up by the caller."""
        topic, _, kind = self.type.rpartition("/")
        values = {field.name: getattr(self, field.name) or None for field in fields(self)}
        del values["q"], values["sort"]
        return {**values, "topic": topic or None, "type": kind or None}


def _plain(text: str) -> str:
    """A line of a form, without what no name or code holds."""
    return "".join(char for char in text[:LONGEST] if char.isprintable()).strip()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
