"""Reading one office in a text: from its head over its field of work to the body and place it belongs to."""

import re
from collections.abc import Mapping

from config.gazetteers import TitleForm
from transforms.matching import Match
from transforms.persons.name_grammar import grammar
from transforms.persons.position_areas import (
    can_have,
    capital_behind,
    past_areas,
    unlisted_area_end,
    unmarked_place,
)
from transforms.persons.position_parts import (
    MAX_PARTS,
    division_end,
    fields_of,
    goes_on_behind_comma,
    is_part,
    is_personal,
    joins_fields,
)
from transforms.persons.position_scene import Office, Scene
from transforms.persons.position_units import body_unit, led_body, place_of, place_unit, with_unit_word
from transforms.persons.position_villages import village_end
from transforms.persons.position_words import acting_pattern, ends_office, is_field_word, position_rules
from transforms.persons.words import BLANKS, COMMAS, Word
from transforms.records import ArticleOrganization, ArticlePlace

_ACTING_REACH = 48
_FIELD, _OR = "bidang", "atau"
_BRACKET = re.compile(r"[ \u00a0]?\(([^()\n]{2,60})\)")
_JOINS = frozenset(("/", " / ", " & "))


class OfficeReader:
    """Reads the office whose head spans `start` to `end`; `heads` are all heads of the text by offset."""

    def __init__(
        self, scene: Scene, start: int, end: int, title: TitleForm, heads: Mapping[int, Match[TitleForm]]
    ) -> None:
        self._scene, self._title, self._heads = scene, title, heads
        inner = next((at for at in range(start + 1, end) if at in scene.bodies), end) if scene.bodies else end
        self._head = self._start = start
        self._cursor = self._printed = inner
        self._head_end = self._cursor
        self._index = scene.index(self._cursor)
        self._body: ArticleOrganization | None = None
        self._body_start = self._unit_end = 0
        self._agency: ArticleOrganization | None = None
        self._government: ArticleOrganization | None = None
        self._place: ArticlePlace | None = None
        self._area: str | None = None
        self._is_here = self._is_origin = False
        self._acting, self._standing = self._before(start)

    def read(self) -> Office:
        """Take words until a name, a verb or a boundary comes."""
        for _ in range(MAX_PARTS):
            if self._index >= len(self._scene.words) or not self._step():
                break
        if not (self._body or self._place or self._agency or self._area or self._is_here):
            self._take_village()
        text, end = self._scene.text, self._cursor
        behind, at = past_areas(self._scene, end)
        row = self._body or self._agency or self._government
        qualified = self._printed > self._head_end
        code = place_of(
            self._scene, self._title, self._place, row, bool(self._area), self._is_here, qualified
        )
        printed = text[self._body_start : self._unit_end or end].strip(" ,") if self._body else None
        position = text[self._start : self._printed].strip(" ,/\u00a0")
        return Office(
            start=self._start,
            end=end,
            behind=behind,
            at=at,
            position=position.removesuffix("nya") if self._title.form.endswith("nya") else position,
            fields=fields_of(text[self._head : self._printed], self._title),
            acting=self._acting,
            standing=self._standing,
            title=self._title,
            body=self._body or self._agency or led_body(self._scene, self._title, code),
            unit=body_unit(self._body, printed, self._is_here)
            if self._body and printed
            else place_unit(self._title, self._area, self._place, code, text[self._head : end]),
            place_code=code,
            is_open=not (self._body or self._place or self._agency or self._area or self._is_here),
        )

    def _take_village(self) -> None:
        """Take a village that no gazetteer holds: "Kepala Desa Mekarsih, Kecamatan Dolo"."""
        end = village_end(self._scene, self._title, self._start, self._index, self._heads)
        if end is not None:
            name = self._scene.text[self._scene.words.starts[self._index] : end]
            self._area = with_unit_word(self._title, name)
            self._move(end)

    def _before(self, start: int) -> tuple[str | None, str | None]:
        deputies, index = position_rules().deputies, self._scene.index(start) - 1
        words = self._scene.words
        if (
            index >= 0
            and words.texts[index].casefold() in deputies
            and self._scene.text[words.end(index) : start] in BLANKS
            and self._title.canonical.casefold().partition(" ")[0] not in deputies
        ):
            start = self._start = self._head = words.starts[index]
        pattern, forms, endings = acting_pattern()
        before = self._scene.text[max(0, start - _ACTING_REACH) : start]
        last = before.rstrip().rstrip(". ").lower()
        found = pattern.search(before) if last.endswith(endings) else None
        if found is None or not found.group():
            return None, None
        self._start = start - len(found.group())
        short = forms.get((found["short"] or "").rstrip(".").casefold())
        acting = short or (forms[found["acting"].casefold()] if found["acting"] else None)
        return acting, forms[found["standing"].casefold()] if found["standing"] else None

    def _step(self) -> bool:
        """Take the next part of the office; False where it ends."""
        text, words = self._scene.text, self._scene.words
        bracket = _BRACKET.match(text, self._cursor) if "(" in text[self._cursor : self._cursor + 2] else None
        if bracket:
            if self._cursor == self._head or (
                bracket.start(1) not in self._heads and is_personal(bracket[1])
            ):
                return False
            if self._place and self._acting is None:  # "Bupati Sigi (Pjs) Surti"
                self._acting = acting_pattern()[1].get(bracket[1].rstrip(".").casefold())
            return self._move(bracket.end())
        if ends_office(words.texts[self._index]) and not self._begins(words.starts[self._index]):
            return False
        word = words[self._index]
        gap = text[self._cursor : word.start]
        if gap in COMMAS:
            return self._field_behind_comma(word)
        rules, before = position_rules(), self._scene.words.texts[self._index - 1]
        short = gap in (".", ". ") and before in rules.abbreviated
        if gap not in BLANKS and gap not in _JOINS and gap and not short:
            return False
        if self._body and word.text in rules.divisions:
            return self._division()
        head = self._heads.get(word.start)
        if head and word.start not in self._scene.bodies:
            return self._is_inner(head) and self._move(head.end, printed=True)
        body = self._scene.bodies.get(word.start)
        if body and self._body is None:
            return self._take_body(word.start, *body)
        place = self._scene.places.get(word.start) or unmarked_place(
            self._scene, self._index, self._heads, has_body=bool(self._body or self._agency)
        )
        if place and self._place is None and place.end_char >= word.end and can_have(self._title, place):
            # "Bupati asal Sigi" hails from Sigi; "guru dari Sigi" may teach there.
            if not (self._is_origin and self._title.level in rules.levels):
                self._place = place
            return self._move(place.end_char)
        return self._take_word(word)

    def _begins(self, at: int) -> bool:
        """Whether a head, a body or a place begins at an offset."""
        return at in self._heads or at in self._scene.bodies or at in self._scene.places

    def _is_inner(self, head: Match[TitleForm]) -> bool:
        """Whether another head only goes on this office: "Kabid Pembinaan Pegawai", "kuasa hukum pelapor"."""
        if self._body or self._place:
            return False
        if self._cursor == self._head_end and self._title.canonical in position_rules().before_offices:
            return True
        if head.value.branch == "role":
            return self._title.branch == "occupation"
        return head.value.branch == "occupation" and self._title.branch not in ("occupation", "role")

    def _take_word(self, word: Word) -> bool:
        rules, folded = position_rules(), word.text.casefold()
        if folded in rules.here or folded in rules.pointing:
            self._is_here = folded in rules.here
            self._move(word.end)
            return False
        if word.text.isdigit():
            return self._move(word.end, printed=self._body is None and self._title.branch != "military")
        is_area = self._place is None and folded in rules.area_words
        if is_area and capital_behind(self._scene, self._index, self._heads):
            self._move(unlisted_area_end(self._scene, self._index, self._heads))
            self._area = self._scene.text[word.start : self._cursor]
            return False
        if folded in rules.unprinted:
            return self._move(word.end)
        of_country = self._area is not None and folded in rules.sides
        if (folded in grammar().countries or of_country) and self._place is None:
            self._area = f"{self._area} {word.text}" if self._area else word.text
            return self._move(word.end)
        if folded in rules.connectors or folded in rules.origins:
            following = self._scene.word(self._index + 1)
            faction = self._faction(folded, following)
            if faction:
                self._unit_end = self._unit_end or self._cursor
                return self._move(faction)
            same = self._said_again(word, following)
            if same:
                return self._move(same)
            if following is None or not self._may_follow(word, following):
                return False
            self._is_origin = folded in rules.origins
            return self._move(word.end)
        if self._place is not None or not self._is_part(self._index):
            return False
        return self._move(word.end, printed=self._body is None)

    def _is_part(self, index: int) -> bool:
        is_open = self._body is None and self._agency is None
        return is_part(self._scene, index, self._title, is_open=is_open)

    def _faction(self, folded: str, following: Word | None) -> int | None:
        """Where the party of a member ends: "Ketua Komisi I DPRD Sigi dari Fraksi Partai Golkar Surti"."""
        rules = position_rules()
        if folded not in rules.origins or following is None or not (self._body or self._agency):
            return None
        if following.text.casefold() in rules.factions:
            following = self._scene.word(self._scene.index(following.end))
        body = self._scene.bodies.get(following.start) if following else None
        return body[0] if body and body[1].kind == "party" else None

    def _said_again(self, connector: Word, following: Word | None) -> int | None:
        """Where the short name of the body just read ends: "Kepala Badan Kepegawaian Daerah atau BKD Sigi Surti"."""
        body = self._scene.bodies.get(following.start) if following else None
        held = self._body or self._agency
        if body is None or held is None or connector.text != _OR:
            return None
        return body[0] if body[1].organization_id == held.organization_id else None

    def _division(self) -> bool:
        """Take the division of a member behind the body: "Anggota KPU Sigi Divisi Hukum dan Pengawasan Surti"."""
        end = division_end(self._scene, self._index)
        self._unit_end = self._unit_end or self._cursor
        return end > self._index + 1 and self._move(self._scene.words.end(end - 1))

    def _may_follow(self, connector: Word, following: Word) -> bool:
        """Whether an office goes on behind "dan", "pada" or "dari"."""
        folded = connector.text.casefold()
        head = self._heads.get(following.start)
        if self._scene.text[connector.end : following.start] not in BLANKS or (
            head and not self._is_inner(head)
        ):
            return False
        if folded in position_rules().several:  # "penasihat hukum para terdakwa"
            return head is not None
        if folded in position_rules().origins and following.start in self._scene.places:
            return self._place is None and self._body is None
        if folded in position_rules().joining:
            is_headed = self._cursor == self._head_end
            joined = joins_fields(self._scene, self._index, is_headed=is_headed)
            return self._body is None and self._place is None and joined
        if following.start in self._scene.bodies and self._body is None:
            return True
        return (
            self._body is None
            and self._place is None
            and (following.text[0].isupper() or (folded == _FIELD and is_field_word(following.text)))
            and self._is_part(self._index + 1)
        )

    def _take_body(self, start: int, end: int, row: ArticleOrganization) -> bool:
        rules, text = position_rules(), self._scene.text
        base = row.organization_id.partition(":")[0]
        if base in rules.governments:
            self._government = row
        elif row.kind in rules.agency_kinds and base not in rules.unit_bodies:
            inner = self._scene.place_between(start, end)
            self._agency = row
            self._printed = inner.start_char if inner else end
            self._place = inner or self._place
        else:
            regional = rules.regional.regex.match(text, start, end)
            if regional:
                self._printed = start = regional.end()
                self._place = self._scene.place_between(start, end) or self._place
            self._body, self._body_start = row, start
        return self._move(end)

    def _field_behind_comma(self, word: Word) -> bool:
        """In "Kordiv Hukum, Pencegahan dan Humas" a comma stands inside the office."""
        if self._body or self._place or word.start in self._heads:
            return False
        if word.text in position_rules().joining and self._scene.word(self._index + 1):
            return joins_fields(self._scene, self._index, is_headed=True) and self._move(word.end)
        is_open = self._agency is None
        goes_on = goes_on_behind_comma(self._scene, self._index, self._title, is_open=is_open)
        return goes_on and self._move(word.end, printed=True)

    def _move(self, end: int, *, printed: bool = False) -> bool:
        self._cursor, self._index = end, self._scene.index(end)
        if printed:
            self._printed = end
        return True
