"""Reading one office in a text: from its head over its field of work to the body and place it belongs to."""

import re
from collections.abc import Mapping

from config.gazetteers import TitleForm
from transforms.matching import Match, fold
from transforms.persons.name_grammar import grammar
from transforms.persons.names import Word, is_capital
from transforms.persons.position_scene import BLANKS, COMMAS, Office, Scene
from transforms.persons.position_units import body_unit, led_body, place_of, place_unit
from transforms.persons.position_words import acting_pattern, is_derived, is_field_word, position_rules
from transforms.places.index import place_index
from transforms.records import ArticleOrganization, ArticlePlace

_MAX_PARTS = 16
_ACTING_REACH = 48
_ROMAN = re.compile(r"[IVX]{1,5}$")
_BRACKET = re.compile(r"[ \u00a0]?\(([^()\n]{2,60})\)")
_REGIONAL = re.compile(r"(?:Kantor |Kanreg |Regional |[IVX]+ )+(?=BKN\b)")
_DEPUTIES = frozenset({"wakil", "deputi"})
_DEPUTY = re.compile(r"(?<!\w)(?:[Ww]akil|[Dd]eputi)[ \u00a0]$")
# "Kadisdik", "Kadinkes": the agency is a part of the word.
_SHORT_AGENCY = re.compile(r"kadi[sn]([a-z]{2,})")
_SMALL = frozenset({"dan", "pada", "di", "&", "bidang"})
# Behind the name of a country they belong to it: "Presiden Korea Selatan".
_SIDES = frozenset({"selatan", "utara", "timur", "barat"})
# Levels whose units are called by common words: "Lurah Tanah Merah".
_VILLAGES = frozenset({"kecamatan", "kelurahan", "desa", "sekolah"})
_NUMBER = re.compile(r"\d{3,4}")
# A verb that headlines set in capitals behind an office: "Camat Dilaporkan".
_VERB = "Di"
_JOINS = frozenset(("/", " / ", " & "))


class OfficeReader:
    """Reads the office whose head spans `start` to `end`; `heads` are all heads of the text by offset."""

    def __init__(
        self, scene: Scene, start: int, end: int, title: TitleForm, heads: Mapping[int, Match[TitleForm]]
    ) -> None:
        self._scene, self._title, self._heads = scene, title, heads
        inner = next((at for at in range(start + 1, end) if at in scene.bodies), end)
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
        for _ in range(_MAX_PARTS):
            if self._index >= len(self._scene.words) or not self._step():
                break
        text, end = self._scene.text, self._cursor
        behind, at = self._past_areas()
        row = self._body or self._agency or self._government
        qualified = self._printed > self._head_end
        code = place_of(
            self._scene, self._title, self._place, row, bool(self._area), self._is_here, qualified
        )
        printed = text[self._body_start : self._unit_end or end].strip(" ,") if self._body else None
        number = _NUMBER.search(text, self._head, end)
        position = text[self._start : self._printed].strip(" ,/\u00a0")
        return Office(
            start=self._start,
            end=end,
            behind=behind,
            at=at,
            position=position.removesuffix("nya") if self._title.form.endswith("nya") else position,
            fields=_fields(text[self._head : self._printed], self._title),
            acting=self._acting,
            standing=self._standing,
            title=self._title,
            body=self._body or self._agency or led_body(self._scene, self._title, code),
            unit=body_unit(self._body, printed, self._is_here)
            if self._body and printed
            else place_unit(self._title, self._area, self._place, code, number.group() if number else None),
            place_code=code,
            is_open=not (self._body or self._place or self._agency or self._area or self._is_here),
        )

    def _before(self, start: int) -> tuple[str | None, str | None]:
        deputy = _DEPUTY.search(self._scene.text, max(0, start - 8), start)
        if deputy and self._title.canonical.casefold().partition(" ")[0] not in _DEPUTIES:
            start = self._start = self._head = deputy.start()
        pattern, forms = acting_pattern()
        before = self._scene.text[max(0, start - _ACTING_REACH) : start]
        last = before.rstrip().rstrip(". ").lower()
        found = pattern.search(before) if last.endswith((")", *forms)) else None
        if found is None or not found.group():
            return None, None
        self._start = start - len(found.group())
        short = forms.get((found["short"] or "").rstrip(".").casefold())
        acting = short or (forms[found["acting"].casefold()] if found["acting"] else None)
        return acting, forms[found["standing"].casefold()] if found["standing"] else None

    def _step(self) -> bool:
        """Take the next part of the office; False where it ends."""
        text, word = self._scene.text, self._scene.words[self._index]
        bracket = _BRACKET.match(text, self._cursor)
        if bracket:
            if self._cursor == self._head or _is_personal(bracket[1]):
                return False
            return self._move(bracket.end())
        gap = text[self._cursor : word.start]
        if gap in COMMAS:
            return self._field_behind_comma(word)
        short = gap in (".", ". ") and self._scene.words[self._index - 1].text in (
            "Kab",
            "Kec",
            "Kel",
            "Prov",
            "No",
        )
        if gap not in BLANKS and gap not in _JOINS and gap and not short:
            return False
        if self._body and word.text == "Divisi":
            return self._division()
        head = self._heads.get(word.start)
        if head and word.start not in self._scene.bodies:
            return self._is_inner(head) and self._move(head.end, printed=True)
        body = self._scene.bodies.get(word.start)
        if body and self._body is None:
            return self._take_body(word.start, *body)
        place = self._scene.places.get(word.start) or self._unmarked_place(word)
        if place and self._place is None and place.end_char >= word.end and self._fits(place):
            # "Bupati asal Sigi" hails from Sigi; "guru dari Sigi" may teach there.
            if not (self._is_origin and self._title.level in position_rules().levels):
                self._place = place
            return self._move(place.end_char)
        return self._take_word(word)

    def _is_inner(self, head: Match[TitleForm]) -> bool:
        """Whether another head only goes on this office: "Kabid Pembinaan Pegawai", "kuasa hukum pelapor"."""
        if self._body or self._place:
            return False
        if self._cursor == self._head_end and self._title.canonical in position_rules().before_offices:
            return True
        if head.value.branch == "role":
            return self._title.branch == "occupation"
        return head.value.branch == "occupation" and self._title.branch not in ("occupation", "role")

    def _unmarked_place(self, word: Word) -> ArticlePlace | None:
        """An area behind a body, told by its name alone where a whole name follows: "BKN Aceh Surti Handayani"."""
        if not word.text[0].isupper():
            return None
        text, words = self._scene.text, self._scene.words
        index = self._scene.index(word.start)
        for last in range(min(index + 2, len(words) - 3), index - 1, -1):
            follow = words[last + 1 : last + 3]
            ranked = follow[0].text.casefold() in grammar().rank_words
            joined = (self._body or self._agency or ranked) and all(
                w.text[0].isupper() and text[w.start - 1] in BLANKS for w in follow
            )
            codes = place_index().codes_by_name.get(fold(text[word.start : words[last].end]), ())
            if joined and codes and follow[0].start not in self._heads:
                return ArticlePlace(
                    article_id="",
                    place_code=codes[0] if len(codes) == 1 else None,
                    mention=text[word.start : words[last].end],
                    candidates=codes,
                    start_char=word.start,
                    end_char=words[last].end,
                    rule_id="unmarked",
                    reason=None,
                )
        return None

    def _take_word(self, word: Word) -> bool:
        rules, folded = position_rules(), word.text.casefold()
        if folded in rules.here:
            self._is_here = folded == "setempat"
            self._move(word.end)
            return False
        if word.text.isdigit():
            return self._move(word.end, printed=self._body is None and self._title.branch != "military")
        if self._place is None and folded in rules.area_words and self._capital_behind(self._index):
            return self._take_area(word)
        if folded in rules.unprinted:
            return self._move(word.end)
        of_country = self._area is not None and folded in _SIDES
        if (folded in grammar().countries or of_country) and self._place is None:
            self._area = f"{self._area} {word.text}" if self._area else word.text
            return self._move(word.end)
        following = self._word(self._index + 1)
        if folded in rules.connectors or folded in rules.origins:
            faction = self._faction(folded, following)
            if faction:
                self._unit_end = self._unit_end or self._cursor
                return self._move(faction)
            if following is None or not self._may_follow(word, following):
                return False
            self._is_origin = folded in rules.origins
            return self._move(word.end)
        if self._place is not None or not self._is_part(word):
            return False
        return self._move(word.end, printed=self._body is None)

    def _faction(self, folded: str, following: Word | None) -> int | None:
        """Where the party of a member ends: "Ketua Komisi I DPRD Sigi dari Fraksi Partai Golkar Surti"."""
        if folded != "dari" or following is None or not (self._body or self._agency):
            return None
        if following.text.casefold() == "fraksi":
            following = self._word(self._scene.index(following.end))
        body = self._scene.bodies.get(following.start) if following else None
        return body[0] if body and body[1].kind == "party" else None

    def _division(self) -> bool:
        """Take the division of a member behind the body: "Anggota KPU Sigi Divisi Hukum dan Pengawasan Surti"."""
        words, at = self._scene.words, self._index
        end = at + 1
        while end < len(words) and end - at < _MAX_PARTS:
            gap = self._scene.text[words[end - 1].end : words[end].start]
            is_field = words[end].text[0].isupper() and is_field_word(words[end].text)
            joins = words[end].text in ("dan", "&") or gap in COMMAS
            if gap not in BLANKS and not (gap in COMMAS and is_field):
                break
            if not is_field and not (joins and words[end].text == "dan"):
                break
            end += 1
        self._unit_end = self._unit_end or self._cursor
        return end > at + 1 and self._move(words[end - 1].end)

    def _may_follow(self, connector: Word, following: Word) -> bool:
        """Whether an office goes on behind "dan", "pada" or "dari"."""
        folded = connector.text.casefold()
        head = self._heads.get(following.start)
        if self._scene.text[connector.end : following.start] not in BLANKS or (
            head and not self._is_inner(head)
        ):
            return False
        if folded in position_rules().origins and following.start in self._scene.places:
            return self._place is None and self._body is None
        if folded in ("dan", "&", "serta", "atau"):
            before = self._scene.words[self._index - 1].text
            joined = self._body is None and self._place is None and is_field_word(before)
            return (
                joined
                and following.text[0].isupper() == before[0].isupper()
                and is_field_word(following.text)
            )
        if following.start in self._scene.bodies and self._body is None:
            return True
        return (
            self._body is None
            and self._place is None
            and following.text[0].isupper()
            and self._is_part(following)
        )

    def _is_part(self, word: Word) -> bool:
        """Whether a word is a further part of the office's own name."""
        following = self._word(self._scene.index(word.start) + 1)
        if _ROMAN.match(word.text):
            return word.text != "I" or following is None or following.text not in grammar().after_i
        if word.text == "Anak" and following is not None and following.text == "Agung":
            return False
        if word.text == "Lalu":
            return following is not None and following.text == "Lintas"
        if is_field_word(word.text):
            return True
        is_common = word.text.istitle() and word.text.casefold() in grammar().common
        is_verb = word.text.startswith(_VERB) and word.text.casefold() in grammar().affixed
        is_open = self._body is None and self._agency is None
        if is_common and not is_verb and is_open and self._title.level not in _VILLAGES:
            return True
        if len(word.text) == 1 and word.text.isupper():
            return self._scene.words[self._scene.index(word.start) - 1].text in (
                "Komisi",
                "komisi",
                "Pansus",
                "Seksi",
            )
        if len(word.text) < 3 or not word.text.isupper() or word.text.casefold() in grammar().honorific_words:
            return False
        return not self._is_shouted(word, following)

    def _is_shouted(self, word: Word, following: Word | None) -> bool:
        """Whether capitals go on behind a word in capitals, as in a name or a lead set in capitals."""
        if following is None or self._scene.text[word.end : following.start] not in BLANKS:
            return False
        return (
            len(following.text) >= 3
            and following.text.isupper()
            and following.start not in self._scene.places
        )

    def _take_body(self, start: int, end: int, row: ArticleOrganization) -> bool:
        rules, text = position_rules(), self._scene.text
        base = row.organization_id.partition(":")[0]
        if base in rules.governments:
            self._government = row
        elif row.kind in rules.agency_kinds and base not in rules.unit_bodies:
            inner = sorted(at for at in self._scene.places if start < at < end)
            self._agency = row
            self._printed = inner[0] if inner else end
            self._place = self._scene.places[inner[0]] if inner else self._place
        else:
            regional = _REGIONAL.match(text, start, end)
            if regional:
                self._printed = start = regional.end()
                seat = next((at for at in sorted(self._scene.places) if start < at < end), None)
                self._place = self._scene.places[seat] if seat is not None else self._place
            self._body, self._body_start = row, start
        return self._move(end)

    def _take_area(self, word: Word) -> bool:
        """An area that the gazetteer lacks: its word and the capitalised words that can be its name."""
        start, words, text, count = word.start, self._scene.words, self._scene.text, 0
        self._move(word.end)
        while self._capital_behind(self._index - 1):
            following = words[self._index]
            last = text[following.end : following.end + 1] == ","
            if count and not last and following.text.casefold() not in position_rules().toponyms:
                break
            self._move(following.end)
            count += 1
        self._area = text[start : self._cursor]
        return False

    def _field_behind_comma(self, word: Word) -> bool:
        """In "Kordiv Hukum, Pencegahan dan Humas" a comma stands inside the office."""
        before = self._scene.words[self._index - 1].text
        if self._body or self._place or word.start in self._heads or not word.text[0].isupper():
            return False
        if not (is_field_word(word.text) and is_field_word(before)) or not (before[0].isupper()):
            return False
        following = self._word(self._index + 1)
        goes_on = following is not None and (self._is_part(following) or following.text in ("dan", "&"))
        return (is_derived(word.text) or goes_on) and self._move(word.end, printed=True)

    def _past_areas(self) -> tuple[int, int]:
        """Offset and index behind areas that follow after commas: "Bupati Sigi, Sulawesi Tengah, …"."""
        cursor, at = self._cursor, self._index
        while at < len(self._scene.words):
            word = self._scene.words[at]
            place = self._scene.places.get(word.start)
            if place is None or self._scene.text[cursor : word.start] not in COMMAS:
                break
            cursor = place.end_char
            at = self._scene.index(cursor)
        return cursor, at

    def _move(self, end: int, *, printed: bool = False) -> bool:
        self._cursor, self._index = end, self._scene.index(end)
        if printed:
            self._printed = end
        return True

    def _word(self, index: int) -> Word | None:
        return self._scene.words[index] if index < len(self._scene.words) else None

    def _capital_behind(self, index: int) -> bool:
        word, following = self._scene.words[index], self._word(index + 1)
        if following is None or not is_capital(following.text) or following.start in self._heads:
            return False
        return self._scene.text[word.end : following.start] in BLANKS

    def _fits(self, place: ArticlePlace) -> bool:
        """Whether the office can have this place; a village may bear a regency's name."""
        if self._title.level in ("kelurahan", "desa"):
            return place.mention.casefold().startswith(("kelurahan", "desa"))
        return True


def _fields(printed: str, title: TitleForm) -> frozenset[str]:
    """What tells an office from others of its head: "Kabag Hukum" and "Kepala Bagian Hukum" have {"hukum"}."""
    head, *rest = (word.strip(",") for word in printed.casefold().split())
    short = _SHORT_AGENCY.match(head)
    common = {*title.canonical.casefold().split(), *_SMALL}
    return frozenset({*rest, *(short.groups() if short else ())} - common)


def _is_personal(inner: str) -> bool:
    """Whether a bracket behind an office holds a person's name or age, and no short form of a body."""
    words = inner.split()
    if not words or words[0][0].isdigit():
        return True
    return len(words) >= 2 and all(word[0].isupper() and not word.isupper() for word in words)
