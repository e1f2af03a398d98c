"""Which mentions of an article are one person: full names, short forms, initials, nicknames."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from transforms.persons.name_keys import same_person
from transforms.persons.names import Name
from transforms.persons.position_scene import Office
from transforms.persons.positions import office_heads, same_office, says_less
from transforms.records import ArticleOrganization

_MIN_TRUNCATED = 3
_MANY = 2
_ANYWHERE = ""
_BESIDE_AN_OFFICE = frozenset({"occupation", "role"})
"""Branches of titles that the holder of any office may bear: a head of district is a doctor, or a witness."""

Numbers = dict[int, None]
"""Numbers of persons, each once, in the order in which they came."""


@dataclass(frozen=True, slots=True)
class Index:
    """The persons of an article by every key of every name they have had, by names in full, by beginnings of
    keys, and by the heads of their offices with the place: their numbers, as a person that led back to
    itself would have to be looked for to be forgotten.
    """

    keys: dict[str, Numbers] = field(default_factory=dict)
    names: dict[tuple[str, ...], Numbers] = field(default_factory=dict)
    beginnings: dict[str, Numbers] = field(default_factory=dict)
    offices: dict[tuple[str, str | None], Numbers] = field(default_factory=dict)


@dataclass(slots=True)
class Person:
    """One person of an article while the text is read: the fullest name, offices, other names.

    `number` counts the persons of the article; `index` is that of its cast, by which persons are found.
    """

    name: Name
    rule_id: str
    keys: tuple[str, ...]
    number: int
    index: Index = field(repr=False)
    offices: list[Office] = field(default_factory=list)
    aliases: list[tuple[str, ...]] = field(default_factory=list)
    affiliation: tuple[str, ArticleOrganization] | None = None

    def __post_init__(self) -> None:
        self._enter(self.keys)

    def _enter(self, keys: tuple[str, ...]) -> None:
        self.index.names.setdefault(keys, {})[self.number] = None
        for key in keys:
            self.index.keys.setdefault(key, {})[self.number] = None
            self.index.beginnings.setdefault(key[:_MIN_TRUNCATED], {})[self.number] = None

    def add_alias(self, keys: tuple[str, ...]) -> None:
        """Take another name: a nickname, a short form, a misprint."""
        self.aliases.append(keys)
        self._enter(keys)

    def add_office(self, office: Office) -> None:
        """Note an office; of two phrases for one office the fuller in its unit is kept, in the first's words."""
        for held in self.offices:
            if same_office(held, office):
                if held.is_open and not office.is_open:
                    self.offices[self.offices.index(held)] = office
                    self._enter_office(office)
                return
            if says_less(office, held):
                return
            if says_less(held, office):
                self.offices[self.offices.index(held)] = office
                self._enter_office(office)
                return
        self.offices.append(office)
        self._enter_office(office)

    def _enter_office(self, office: Office) -> None:
        for head in office_heads(office):
            self.index.offices.setdefault((head, office.place_code), {})[self.number] = None
            self.index.offices.setdefault((head, _ANYWHERE), {})[self.number] = None

    def add_name(self, name: Name, keys: tuple[str, ...], rule_id: str) -> None:
        """Take another printed form with its keys; the fullest one becomes the name."""
        if keys in self.aliases:
            return
        if keys == self.keys:
            if _adornment(name) > _adornment(self.name):
                self.name, self.rule_id = name, rule_id
        elif len(keys) >= len(self.keys) and _fullness(keys) > _fullness(self.keys):
            self.name, self.keys, self.rule_id = name, keys, rule_id
            self._enter(keys)


def _fullness(keys: Sequence[str]) -> tuple[int, int]:
    return len(keys), sum(len(key) > 1 for key in keys)


def _adornment(name: Name) -> int:
    return name.end - name.start


class Cast:
    """The persons of one article, found by any of their names."""

    def __init__(self) -> None:
        self.persons: list[Person] = []
        self._index = Index()

    def may_know(self, keys: Iterable[str]) -> bool:
        """Whether anybody has one of these keys in a name."""
        return not self._index.keys.keys().isdisjoint(keys)

    def find(self, keys: tuple[str, ...], office: Office | None = None) -> tuple[Person, ...]:
        """The persons whom a name can mean; one where it is settled, several where it stays open.

        A name in full wins over a part of a longer one, a first name over a later one. A single word with
        an office that contradicts a person's own is somebody else.
        """
        if not self.may_know(keys):
            return ()
        named = self._numbered(self._index.names.get(keys, ()))
        exact = [p for p in named if keys == p.keys or keys in p.aliases]
        if len(exact) == 1:
            return (exact[0],)
        first: list[Person] = []
        later: list[Person] = []
        for person in self._near(keys):
            if self._fits(person, keys, office):
                (first if person.keys[0] == keys[0] else later).append(person)
                if len(first) == _MANY:
                    break
        return tuple(first or later)

    def _near(self, keys: tuple[str, ...]) -> Iterable[Person]:
        """The persons with any of these keys in a name."""
        if len(keys) == 1:
            return self._numbered(self._index.keys.get(keys[0], ()))
        found: Numbers = {}
        for key in keys:
            found.update(self._index.keys.get(key, {}))
        return self._numbered(found)

    def _numbered(self, numbers: Iterable[int]) -> Iterable[Person]:
        return map(self.persons.__getitem__, numbers)

    def _fits(self, person: Person, keys: tuple[str, ...], office: Office | None) -> bool:
        if not same_person(keys, person.keys):
            return False
        short = min(len(keys), len(person.keys)) == 1
        return not (short and office and person.offices and not _compatible(person.offices, office))

    def truncated(self, keys: tuple[str, ...]) -> Person | None:
        """The one person of whose names a single word is the beginning: "Ben" for Benediktus."""
        if len(keys) != 1 or len(keys[0]) < _MIN_TRUNCATED:
            return None
        near = self._numbered(self._index.beginnings.get(keys[0][:_MIN_TRUNCATED], ()))
        fitting = [p for p in near if any(key.startswith(keys[0]) for key in p.keys)]
        return fitting[0] if len(fitting) == 1 else None

    def blended(self, keys: tuple[str, ...], office: Office | None) -> Person | None:
        """The one person of whose names a single word joins the beginnings: "Bamsus" for Bambang Susatyo."""
        near = self._index.beginnings.get(keys[0][:_MIN_TRUNCATED], ()) if len(keys) == 1 else ()
        fitting = [
            p
            for p in self._numbered(near)
            if _is_blend(keys[0], p.keys)
            and (office is None or not p.offices or _compatible(p.offices, office))
        ]
        return fitting[0] if len(fitting) == 1 else None

    def add(self, name: Name, keys: tuple[str, ...], rule_id: str) -> Person:
        """A person not met before."""
        person = Person(name, rule_id, keys, len(self.persons), self._index)
        self.persons.append(person)
        return person

    def holder(self, office: Office) -> Person | None:
        """The one person who holds an office that is named alone; None where nobody or several do."""
        places = (_ANYWHERE,) if office.place_code is None else (office.place_code, None)
        found: Person | None = None
        for head in office_heads(office):
            for place in places:
                for person in self._numbered(self._index.offices.get((head, place), ())):
                    if person is found or not any(_named_alone(held, office) for held in person.offices):
                        continue
                    if found:
                        return None
                    found = person
        return found


def _is_blend(short: str, keys: Sequence[str]) -> bool:
    """Whether a word is the beginning of a name's first word and then that of a later one."""
    return any(
        keys[0].startswith(short[:cut]) and any(key.startswith(short[cut:]) for key in keys[1:])
        for cut in range(_MIN_TRUNCATED, len(short) - 1)
    )


def _compatible(held: Sequence[Office], office: Office) -> bool:
    """Whether somebody with these offices may have that one too: the same, or another in the same body."""
    return any(
        same_office(one, office)
        or says_less(office, one)
        or one.standing != office.standing
        or not _BESIDE_AN_OFFICE.isdisjoint((one.title.branch, office.title.branch))
        or (one.body is not None and one.organization_id == office.organization_id)
        for one in held
    )


def _named_alone(held: Office, office: Office) -> bool:
    """Whether an office without a name means the one held: "Sekda" the Sekda Sigi, never the other way round."""
    if not same_office(held, office) or not office.fields <= held.fields:
        return False
    return not (office.acting and not held.acting)
