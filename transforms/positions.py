"""Offices as printed: acting status, the office itself, and the body or place that it belongs to."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from config.gazetteers import TitleForm, gazetteers
from config.loader import Model, load_toml
from transforms.gazetteer_places import inside, parents, place_index, regency_of
from transforms.matching import PhraseMatcher
from transforms.names import Word, grammar, is_capital
from transforms.organizations import Organizations
from transforms.places import article_home
from transforms.records import Article, ArticleOrganization, ArticlePlace

_MAX_WORDS = 16
_ACTING_REACH = 48
_ROMAN = re.compile(r"[IVX]{1,5}$")
_CIRCUMFIX = re.compile(r"(?:pe|ke|per).{4,}an$")
_BRACKET = re.compile(r"[ \u00a0]?\(([^()\n]{2,60})\)")
_REGIONAL = re.compile(r"(?:Kantor |Kanreg |Regional |[IVX]+ ?)+(?=BKN\b)")
_BLANKS = frozenset((" ", "\u00a0", "  "))
_COMMAS = frozenset((",", ", ", " ,", " , "))
_JOINS = frozenset(("/", " / ", "-", " - ", "&", " & "))


class PositionRules(Model):
    """`config/rules/positions.toml`."""

    field_words: frozenset[str]
    connectors: frozenset[str]
    here: frozenset[str]
    area_words: frozenset[str]
    toponyms: frozenset[str]
    agency_kinds: frozenset[str]
    unit_bodies: frozenset[str]
    governments: frozenset[str]
    own_bodies: dict[str, str]
    levels: dict[str, tuple[str, ...]]
    unit_words: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office as printed. `end` is the end of the phrase with its place, `at` the index of the word behind it.

    `is_open` says that neither a body nor a place was read, so that the next words may name the unit.
    """

    start: int
    end: int
    at: int
    head: int
    position: str
    acting: str | None
    standing: str | None
    title: TitleForm
    body: ArticleOrganization | None
    unit: str | None
    place_code: str | None
    is_open: bool

    @property
    def organization_id(self) -> str | None:
        """The body that the office belongs to or leads, if the article names it."""
        return self.body.organization_id if self.body else None


@dataclass(frozen=True, slots=True)
class Scene:
    """What an article offers to the reading of offices: its words, places and bodies by offset."""

    text: str
    words: Sequence[Word]
    places: Mapping[int, ArticlePlace]
    bodies: Mapping[int, tuple[int, ArticleOrganization]]
    rows: Sequence[ArticleOrganization]
    home: str | None
    codes: frozenset[str]

    def index(self, offset: int) -> int:
        """The index of the first word that starts at or behind an offset."""
        return bisect_left(self.words, offset, key=lambda w: w.start)


@cache
def position_rules() -> PositionRules:
    """The rules of offices, read once."""
    return load_toml(PositionRules, "rules/positions.toml")


@cache
def _titles() -> PhraseMatcher[TitleForm]:
    """The heads of offices: forms without a body, which is read from the text ("Ketua", not "Ketua KPU")."""
    tables = gazetteers()
    acronyms = {o.acronym for o in tables.organizations if o.acronym} | {
        o.organization_id for o in tables.organizations
    }
    return PhraseMatcher(
        (title.form, title)
        for title in tables.titles
        if not any(word in acronyms for word in title.form.split()) or title.form in acronyms
    )


@cache
def _acting() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What stands before an office: former or would-be, then the acting status, a bracket with its short form."""
    forms = {a.form.rstrip(".").casefold(): a.acting for a in gazetteers().acting}
    standing = [f for f, a in forms.items() if a in ("mantan", "calon")]
    acting = [f for f, a in forms.items() if a not in ("mantan", "calon")]
    words = "|".join(sorted(map(re.escape, acting), key=len, reverse=True))
    others = "|".join(sorted(map(re.escape, standing), key=len, reverse=True))
    pattern = rf"(?<![^\W_])(?:(?P<standing>{others})\s+)?(?:(?P<acting>{words})[. ]*(?:\((?P<short>[^()\n]{{2,5}})\)\s*)?)?$"
    return re.compile(pattern, re.IGNORECASE), forms


def make_scene(
    article: Article, words: Sequence[Word], places: Sequence[ArticlePlace], organizations: Organizations
) -> Scene:
    """Index the places and bodies of an article by offset."""
    rows = {row.organization_id: row for row in organizations.rows}
    home = article_home(article, places)
    return Scene(
        article.text,
        words,
        {p.start_char: p for p in places},
        {
            m.start_char: (m.end_char, rows[m.entity_id])
            for m in organizations.mentions
            if m.entity_id in rows
        },
        organizations.rows,
        regency_of(home.place_code) if home and home.place_code else None,
        frozenset(p.place_code for p in places if p.place_code),
    )


def find_offices(scene: Scene) -> list[Office]:
    """Every office in the order of the text; offices that are held by many are left out."""
    offices: list[Office] = []
    taken_to = 0
    for match in _titles().longest(scene.text):
        if match.start < taken_to or match.value.collective:
            continue
        if match.text[0].islower() and match.value.form.isupper():
            continue
        office = _Reader(scene, match.start, match.end, match.value).read()
        offices.append(office)
        taken_to = max(match.end, office.end)
    return offices


def is_field_word(word: str) -> bool:
    """Whether a word is one that offices are named by: "Kesehatan", "Penanganan", "Umum"."""
    folded = word.casefold()
    return folded in position_rules().field_words or (
        len(folded) >= 8 and _CIRCUMFIX.match(folded) is not None
    )


class _Reader:
    """Reads one office from its head to the end of its unit."""

    def __init__(self, scene: Scene, start: int, end: int, title: TitleForm) -> None:
        self.scene, self.title = scene, title
        self.head, self.start = start, start
        self.cursor = self.printed_end = end
        self.index = scene.index(end)
        self.body: ArticleOrganization | None = None
        self.body_start = -1
        self.place: ArticlePlace | None = None
        self.area: str | None = None
        self.is_here = False
        self.has_agency = False
        self.acting, self.standing = self._before(start)

    def read(self) -> Office:
        """Consume words until a name, a verb or a boundary comes."""
        for _ in range(_MAX_WORDS):
            if self.index >= len(self.scene.words) or not self._step():
                break
        end, at = self.cursor, self.index
        at = self._past_areas(at)
        code = self._place_code()
        return Office(
            start=self.start,
            end=end,
            at=at,
            head=self.head,
            position=self.scene.text[self.start : self.printed_end].strip(" ,/"),
            acting=self.acting,
            standing=self.standing,
            title=self.title,
            body=self.body or self._led(code),
            unit=self._unit(code),
            place_code=code,
            is_open=self.body is None and self.place is None and not self.has_agency and not self.is_here,
        )

    def _before(self, start: int) -> tuple[str | None, str | None]:
        pattern, forms = _acting()
        found = pattern.search(self.scene.text[max(0, start - _ACTING_REACH) : start])
        if found is None or not found.group():
            return None, None
        self.start = start - len(found.group())
        short = (found["short"] or "").rstrip(".").casefold()
        acting = forms.get(short) or (forms[found["acting"].casefold()] if found["acting"] else None)
        return acting, forms[found["standing"].casefold()] if found["standing"] else None

    def _step(self) -> bool:
        """Take the next part of the office; False where it ends."""
        text, words = self.scene.text, self.scene.words
        word = words[self.index]
        gap = text[self.cursor : word.start]
        bracket = _BRACKET.match(text, self.cursor)
        if bracket and (self.printed_end != self.head or self.body) and not _looks_named(bracket[1]):
            self._move(bracket.end())
            return True
        if gap in _COMMAS:
            return self._field_behind_comma(word)
        if (
            gap not in _BLANKS
            and gap not in _JOINS
            and not (gap == "." and len(words[self.index - 1].text) <= 3)
        ):
            return False
        body = self.scene.bodies.get(word.start)
        if body and self.body is None:
            return self._take_body(word.start, *body)
        place = self.scene.places.get(word.start)
        if place and self.place is None and place.end_char >= word.end and self._fits(place):
            self.place = place
            self._move(place.end_char)
            return True
        return self._take_word(word)

    def _take_word(self, word: Word) -> bool:
        rules, folded = position_rules(), word.text.casefold()
        if folded in rules.here:
            self.is_here = folded == "setempat"
            self._move(word.end)
            return self.is_here
        if word.text.isdigit():
            self._move(word.end)
            return True
        if self.place is None and folded in rules.area_words and self._capital_at(self.index + 1):
            return self._take_area(word)
        following = self._word(self.index + 1)
        if folded in rules.connectors:
            if following is None or not self._goes_on(following):
                return False
            self._move(word.end, printed=self.body is None)
            return True
        if self.place is not None or not self._goes_on(word):
            return False
        self._move(word.end, printed=self.body is None)
        return True

    def _goes_on(self, word: Word) -> bool:
        """Whether a word is a further part of the office's own name."""
        if word.start in self.scene.bodies and self.body is None:
            return True
        if word.text == "I" or _ROMAN.match(word.text):
            following = self._word(self.scene.index(word.start) + 1)
            return word.text != "I" or following is None or following.text not in grammar().after_i
        if is_field_word(word.text):
            return word.text[0].isupper() or not self.scene.text[self.head].isupper() or word.text.islower()
        return len(word.text) >= 3 and word.text.isupper() and not _shouted_beside(self.scene, word)

    def _take_body(self, start: int, end: int, row: ArticleOrganization) -> bool:
        rules = position_rules()
        base = row.organization_id.partition(":")[0]
        text = self.scene.text
        if base in rules.governments:
            self.body_start = start
        elif row.kind in rules.agency_kinds and base not in rules.unit_bodies:
            self.has_agency = True
            inner = [p for o, p in self.scene.places.items() if start < o < end]
            self.printed_end = inner[0].start_char if inner else end
            self.place = inner[0] if inner else self.place
        else:
            regional = _REGIONAL.match(text, start, end)
            if regional:
                self.printed_end = start = regional.end()
            self.body, self.body_start = row, start
        if base in rules.governments or self.has_agency:
            self.body_row = row
        self._move(end)
        if self.has_agency and self.body is None:
            self.agency = row
        return True

    body_row: ArticleOrganization | None = None
    agency: ArticleOrganization | None = None

    def _take_area(self, word: Word) -> bool:
        """An area that the gazetteer lacks: its word and the capitalised words up to a boundary."""
        start, count = word.start, 0
        self._move(word.end)
        rules = position_rules()
        while (
            self._capital_at(self.index)
            and self.scene.text[self.cursor : self.scene.words[self.index].start] in _BLANKS
        ):
            folded = self.scene.words[self.index].text.casefold()
            if count and folded not in rules.toponyms and not self._ends_area(self.index):
                break
            self._move(self.scene.words[self.index].end)
            count += 1
        self.area = self.scene.text[start : self.cursor]
        return False

    def _ends_area(self, index: int) -> bool:
        """Whether a comma follows the word, so that the run up to it is one name of an area."""
        end = self.scene.words[index].end
        return self.scene.text[end : end + 1] == ","

    def _field_behind_comma(self, word: Word) -> bool:
        """In "Kordiv Hukum, Pencegahan dan Humas" a comma stands inside the office."""
        if self.body or self.place or self.printed_end == self.head or not word.text[0].isupper():
            return False
        before = self.scene.words[self.index - 1].text
        if (
            not is_field_word(word.text)
            or not is_field_word(before)
            or _CIRCUMFIX.match(before.casefold()) is None
        ):
            if not (is_field_word(word.text) and is_field_word(before)):
                return False
        self._move(word.end, printed=True)
        return True

    def _past_areas(self, at: int) -> int:
        """The index behind provinces and regencies that follow after commas: "Bupati Sigi, Sulawesi Tengah, …"."""
        cursor = self.cursor
        while at < len(self.scene.words):
            word = self.scene.words[at]
            place = self.scene.places.get(word.start)
            if place is None or self.scene.text[cursor : word.start] not in _COMMAS:
                return at
            cursor = place.end_char
            at = self.scene.index(cursor)
        return at

    def _move(self, end: int, *, printed: bool = False) -> None:
        self.cursor = end
        self.index = self.scene.index(end)
        if printed:
            self.printed_end = end

    def _word(self, index: int) -> Word | None:
        return self.scene.words[index] if index < len(self.scene.words) else None

    def _capital_at(self, index: int) -> bool:
        word = self._word(index)
        return word is not None and is_capital(word.text)

    def _fits(self, place: ArticlePlace) -> bool:
        """Whether the office can have this place; a village head's village may bear a regency's name."""
        return self.title.level not in ("kelurahan", "desa") or place.mention.casefold().startswith(
            ("kel", "desa")
        )

    def _place_code(self) -> str | None:
        if self.place is not None:
            return self.place.place_code
        row = self.body or self.agency or self.body_row
        if row is not None and (row.place_code or row.level == "national"):
            return row.place_code
        wanted = position_rules().levels.get(self.title.level)
        home = self.scene.home
        if self.title.level == "kecamatan" or home is None:
            return None
        if wanted is None:
            return home if self.is_here else None
        index = place_index()
        for code in (home, *parents(home)):
            if index.level(code) in wanted:
                return code
        inner = {regency_of(c) for c in self.scene.codes if inside(c, home)}
        fitting = [c for c in inner if index.level(c) in wanted]
        return fitting[0] if len(fitting) == 1 else None

    def _unit(self, code: str | None) -> str | None:
        """The body as printed, or the place as the government writes it."""
        text, rules, index = self.scene.text, position_rules(), place_index()
        if self.body is not None:
            printed = text[self.body_start : self.cursor].strip(" ,")
            bare = " " not in printed or self.is_here
            return self.body.mention if bare and self.body.place_code else printed
        area = self.area
        own = rules.own_bodies.get(self.title.canonical)
        if own:
            name = index.by_code[code].name if code else (self.place.mention if self.place else None)
            number = re.search(r"\d{3,4}", text[self.head : self.cursor])
            return (
                " ".join(p for p in (own, f"{number.group()}/{name}" if number and name else name) if p)
                if name
                else None
            )
        if area:
            return area
        if code:
            return index.local_name(code)
        if self.place is not None:
            word = rules.unit_words.get(self.title.canonical)
            return (
                f"{word} {self.place.mention}"
                if word and " " not in self.place.mention
                else self.place.mention
            )
        return None

    def _led(self, code: str | None) -> ArticleOrganization | None:
        """The body that an office leads by its own word, where the article names that body."""
        row = self.agency
        if row is not None:
            return row
        base = self.title.organization_id
        fitting = [
            r
            for r in self.scene.rows
            if base and r.organization_id.partition(":")[0] == base and r.place_code == code
        ]
        return fitting[0] if len(fitting) == 1 else None


def _looks_named(inner: str) -> bool:
    """Whether a bracket behind an office holds a person's name or age and no short form of a body."""
    words = inner.split()
    return len(words) >= 2 and all(w[0].isupper() and not w.isupper() for w in words) or words[0][0].isdigit()


def _shouted_beside(scene: Scene, word: Word) -> bool:
    """Whether capitals go on behind a word in capitals, as in a name or a lead set in capitals."""
    index = scene.index(word.start)
    following = scene.words[index + 1] if index + 1 < len(scene.words) else None
    if following is None or scene.text[word.end : following.start] not in _BLANKS:
        return False
    return len(following.text) >= 3 and following.text.isupper() and following.start not in scene.places
