"""What makes a run of capitalised words a person's name: the offices, words and lists beside it."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from config.loader import Model, Rule, load_toml
from transforms.cues import quote_rules
from transforms.gazetteer_places import inside, place_index
from transforms.matching import fold
from transforms.names import Grammar, Name, grammar, is_capital, read_name
from transforms.position_reader import BLANKS, COMMAS
from transforms.position_words import is_derived, is_field_word, position_rules
from transforms.positions import Office, Scene, is_location

_UNIT_LEVELS = frozenset({"kecamatan", "kelurahan", "desa", "sekolah"})
_HOLDER_REACH = 3
_CLOSING = re.compile(r"\s?[,.;)”\"\n]|$")
_OPENING_QUOTE = "\"”“'’‘,.!?"
_LIST_GOES_ON = re.compile(r"\s?,?\s?(?:dan\s|serta\s|&\s)|\s?,\s?(?=[A-Z])")
_BRACKET = re.compile(r"\s?\([^()\n]{2,30}\)")


class PersonRules(Model):
    """`config/rules/persons.toml`."""

    naming: frozenset[str]
    attributing: frozenset[str]
    accompanying: frozenset[str]
    pairing: frozenset[str]
    acting: frozenset[str]
    adverbs: frozenset[str]
    links: frozenset[str]
    called_after: frozenset[str]
    apposition: Rule
    age: Rule
    nickname_behind: Rule
    nickname_before: Rule
    correction: Rule
    initials: Rule
    initials_aged: Rule
    holder: Rule


@dataclass(frozen=True, slots=True)
class Run:
    """A possible name; with a rule it is a person's. `creates`: the reason suffices for somebody not yet known."""

    name: Name
    rule_id: str | None = None
    creates: bool = False
    offices: tuple[Office, ...] = ()


@dataclass(frozen=True, slots=True)
class Cues:
    """Words beside names, and the patterns by the names that they have in the rules."""

    before: Mapping[str, tuple[str, int]]
    behind: frozenset[str]
    doubtful: frozenset[str]
    rules: PersonRules
    patterns: Mapping[str, re.Pattern[str]]


@cache
def person_cues() -> Cues:
    """The cues of `config/rules/persons.toml` and the words of speech, compiled once."""
    rules, speech = load_toml(PersonRules, "rules/persons.toml"), quote_rules()
    before: dict[str, tuple[str, int]] = {}
    for words, rule_id, least in (
        (rules.accompanying, "accompanying", 2),
        (rules.pairing, "pairing", 2),
        (speech.passives, "speech", 1),
        (speech.said, "speech", 1),
        (rules.attributing, "speech", 1),
        (rules.naming, "naming", 1),
    ):
        before.update((word, (rule_id, least)) for word in words)
    patterns = {
        n: re.compile(r.pattern) for n in PersonRules.model_fields if isinstance(r := getattr(rules, n), Rule)
    }
    behind = frozenset({*speech.verbs, *speech.requests, *rules.acting})
    return Cues(before, behind, frozenset(speech.said_also_other), rules, patterns)


def find_runs(scene: Scene, offices: Sequence[Office]) -> list[Run]:
    """All possible names in the order of the text, each with what makes it a person's."""
    stops = frozenset({office.start for office in offices} | set(scene.bodies))
    covered = _covered(scene, offices)
    holders: dict[int, Run] = {}
    for office in offices:
        holder = None if is_location(scene, office) else _holder(scene, office, stops)
        if holder:
            holders.setdefault(holder.name.start, holder)
            for index in range(office.at, scene.index(holder.name.start)):
                covered[index] = 1
    free = [
        office for office in offices if not any(office is o for run in holders.values() for o in run.offices)
    ]
    runs: list[Run] = []
    index, words, rules = 0, scene.words, grammar()
    while index < len(words):
        word = words[index]
        run = holders.get(word.start)
        if run is None:
            name = (
                None
                if covered[index] or not _may_open(word.text, rules)
                else read_name(scene.text, words, index, stops)
            )
            if name is None:
                index += 1
                continue
            run = Run(name)
        run = _with_evidence(scene, run, runs[-1] if runs else None, free)
        runs.append(run)
        index = max(scene.index(run.name.end), run.name.last + 1)
    return _in_parallel(scene, _listed_before(scene, _speaking_often(scene, runs)), free)


def _speaking_often(scene: Scene, runs: list[Run]) -> list[Run]:
    """Single words that are the subject of speech more than once, or speak once and are cited once."""
    subjects = [at for at, run in enumerate(runs) if len(run.name.words) == 1 and _may_speak(scene, run)]
    counts = Counter(runs[at].name.text for at in subjects)
    counts.update(run.name.text for run in runs if run.rule_id == "speech" and len(run.name.words) == 1)
    for at in subjects:
        if counts[runs[at].name.text] > 1 and not runs[at].rule_id:
            runs[at] = replace(runs[at], rule_id="acting", creates=True)
    return runs


def _may_speak(scene: Scene, run: Run) -> bool:
    name = run.name
    return run.rule_id is None and _is_plain(name) and not _is_place(scene, name) and _acts(scene, name)


def _listed_before(scene: Scene, runs: list[Run]) -> list[Run]:
    """Give names that a list joins to a person's behind them the same standing: "A dan B hadir"."""
    for at in range(len(runs) - 1, 0, -1):
        run, behind = runs[at - 1], runs[at]
        if run.rule_id or not behind.creates or len(run.name.words) < 2 or behind.rule_id == "office_before":
            continue
        called = _word_before(scene, run.name) in person_cues().rules.called_after
        if (
            _linked(scene, run.name, behind.name)
            and not called
            and _is_plain(run.name)
            and not _is_place(scene, run.name)
        ):
            runs[at - 1] = replace(run, rule_id="list", creates=True)
    return runs


def _in_parallel(scene: Scene, runs: list[Run], free: Sequence[Office]) -> list[Run]:
    """In "Bupati dan Wakil Bupati Sigi, A dan B" the first office is the first one's."""
    by_end = {office.end: office for office in free}
    for at in range(len(runs) - 1):
        run, behind = runs[at], runs[at + 1]
        if (
            run.rule_id != "office_before"
            or not run.offices
            or behind.rule_id == "office_before"
            or not behind.rule_id
        ):
            continue
        later = run.offices[0]
        earlier = by_end.get(later.start - len(" dan "))
        if (
            earlier is None
            or scene.text[earlier.end : later.start] != " dan "
            or not _linked(scene, run.name, behind.name)
        ):
            continue
        unit = (
            earlier
            if not earlier.is_open
            else replace(
                earlier, unit=later.unit, place_code=later.place_code, body=earlier.body or later.body
            )
        )
        runs[at] = replace(run, offices=(unit, *run.offices[1:]))
        runs[at + 1] = replace(behind, offices=(later, *behind.offices))
    return runs


def _may_open(word: str, rules: Grammar) -> bool:
    """A quick test before a name is read: capitals that are no names are the most of all."""
    if word[0].isupper():
        folded = word.casefold()
        return folded not in rules.nowhere and (
            folded not in rules.not_first or folded in rules.honorific_words
        )
    return word in rules.honorific_words or "-" in word


def _covered(scene: Scene, offices: Sequence[Office]) -> bytearray:
    """Which words lie inside an office or a body, where no name begins."""
    covered = bytearray(len(scene.words))
    spans = [(office.start, office.behind) for office in offices]
    spans += [(start, end) for start, (end, _) in scene.bodies.items()]
    for start, end in spans:
        for index in range(scene.index(start), scene.index(end)):
            covered[index] = 1
    return covered


def _holder(scene: Scene, office: Office, stops: frozenset[int]) -> Run | None:
    """The person behind an office: "Bupati Sigi, Surti", "Lurah Tanah Baru, Surti"."""
    text, words = scene.text, scene.words
    at, name = _first_name(scene, office, stops)
    if name is None or _is_place(scene, name):
        return None
    comma = "," in text[office.behind : words[at].start]
    adorned = name.honorifics or name.degrees
    if office.is_open and not comma and not adorned:
        second = _behind_comma(scene, name, stops)
        if second and _names_unit(scene, office, name, second):
            return Run(second, "office_before", True, (_with_unit(scene, office, name),))
        if office.title.level in _UNIT_LEVELS or _ends_in_body(scene, office):
            return _past_unit(scene, office, name, stops)
    # "Warga Gaza", "korban Ebola": a single word behind an occupation may be anything.
    doubtful = (
        office.is_open and office.title.level == "any" and len(name.words) == 1 and not (comma or adorned)
    )
    return Run(name, "office_before", not doubtful, (office,))


def _first_name(scene: Scene, office: Office, stops: frozenset[int]) -> tuple[int, Name | None]:
    """The name behind an office, where only a comma or words like "terpilih" stand between."""
    holder = person_cues().patterns["holder"]
    for at in range(office.at, min(office.at + _HOLDER_REACH, len(scene.words))):
        if not holder.fullmatch(scene.text, office.behind, scene.words[at].start):
            break
        if _opens(scene.words[at].text):
            name = read_name(scene.text, scene.words, at, stops)
            if name is not None:
                return at, name
    return office.at, None


def _opens(word: str) -> bool:
    return is_capital(word) or word in grammar().honorific_words


def _behind_comma(scene: Scene, name: Name, stops: frozenset[int]) -> Name | None:
    index = name.last + 1
    bracket = _BRACKET.match(scene.text, name.end)
    end = bracket.end() if bracket else name.end
    index = scene.index(end) if bracket else index
    if index >= len(scene.words) or scene.text[end : scene.words[index].start] not in COMMAS:
        return None
    second = read_name(scene.text, scene.words, index, stops)
    return None if second is None or _is_place(scene, second) else second


def _names_unit(scene: Scene, office: Office, first: Name, second: Name) -> bool:
    """Whether of two names behind an office, "Lurah A, B", the first is its unit."""
    if office.title.level in _UNIT_LEVELS or _ends_in_body(scene, office):
        return True
    if any(scene.words[index].start in scene.places for index in range(first.first + 1, first.last + 1)):
        return True
    if office.title.level != "any" or len(first.words) > 3:
        return False
    known = any(word.casefold() in position_rules().toponyms or is_field_word(word) for word in first.words)
    if office.fields and len(first.words) > 1 and not known:
        return False
    goes_on = _LIST_GOES_ON.match(scene.text, second.end)
    return known or (not goes_on and (len(second.words) > 1 or second.degrees is not None))


def _ends_in_body(scene: Scene, office: Office) -> bool:
    """Whether an office ends with a body that has a name of its own: "Kepala Puskesmas"."""
    index = scene.index(office.end) - 1
    if scene.words[index].text.isdigit():
        index -= 1
    return scene.words[index].text.casefold() in position_rules().named_bodies


def _past_unit(scene: Scene, office: Office, name: Name, stops: frozenset[int]) -> Run | None:
    """The holder where the unit's name may stand before his without a comma, or None where only a unit stands."""
    words, count = name.words, 0
    folded, toponyms = fold(scene.text), position_rules().toponyms
    for length in range(len(words), 0, -1):
        unit = " ".join(words[:length])
        if _area_codes(unit) or any(
            f"{word} {unit.casefold()}" in folded for word in position_rules().area_words
        ):
            count = length
            break
    while count < len(words) and words[count].casefold() in toponyms:
        count += 1
    if count == 0:
        return Run(name, "office_before", True, (office,))
    rest = read_name(scene.text, scene.words, name.first + count, stops) if count < len(words) else None
    if rest is None:
        return None
    return Run(rest, "office_before", True, (_with_unit(scene, office, replace(name, words=words[:count])),))


def _area_codes(name: str) -> tuple[str, ...]:
    """The codes of the districts, regencies and cities of this name."""
    index = place_index()
    matches = (*index.districts.longest(name), *index.areas.longest(name))
    return tuple(code for m in matches if m.text == name for code in m.value.codes)


def _with_unit(scene: Scene, office: Office, unit: Name) -> Office:
    """The office with a unit that only the text knows; a district of the article's own place gets its code."""
    word = position_rules().unit_words.get(office.title.canonical)
    codes = [c for c in _area_codes(unit.text) if scene.home and inside(c, scene.home)]
    code = codes[0] if len(codes) == 1 else None
    return replace(office, unit=f"{word} {unit.text}" if word else unit.text, place_code=code, is_open=False)


def _is_place(scene: Scene, name: Name) -> bool:
    """Whether a place covers the name."""
    place = scene.places.get(name.name_start)
    return place is not None and place.end_char >= name.name_end


def _with_evidence(scene: Scene, run: Run, before: Run | None, offices: Sequence[Office]) -> Run:
    """The run with the first reason that makes it a person's, and with the office that follows it."""
    name = run.name
    behind = _office_behind(scene, run, offices)
    if behind:
        run = replace(run, offices=(*run.offices, behind))
    if run.rule_id:
        return run
    if name.degrees:
        return replace(run, rule_id="degree", creates=True)
    if name.honorifics:
        return replace(run, rule_id="honorific", creates=not _is_place(scene, name))
    previous = _word_before(scene, name)
    if previous in person_cues().rules.called_after or _is_place(scene, name):
        return replace(run, offices=())
    cue = _cue_before(scene, name, previous)
    if cue:
        return replace(run, rule_id=cue, creates=_is_plain(name))
    if behind:
        return replace(run, rule_id="apposition", creates=_is_plain(name))
    if before is not None and before.creates and len(name.words) > 1 and _linked(scene, before.name, name):
        shared = tuple(o for o in before.offices if o.title.canonical.startswith("Anggota"))
        return replace(run, rule_id="list", creates=_is_plain(name), offices=shared)
    if person_cues().patterns["age"].match(scene.text, name.end):
        return replace(run, rule_id="age", creates=_is_plain(name))
    if len(name.words) > 1 and _acts(scene, name):
        return replace(run, rule_id="acting", creates=_is_plain(name))
    return run


def _is_plain(name: Name) -> bool:
    """Whether a run can be a name by its words alone: no acronym, no field of work, no village."""
    if len(name.words) == 1 and name.words[0].isupper():
        return False
    first = name.words[0]
    return not (is_derived(first) or is_field_word(first) or any(is_derived(word) for word in name.words[1:]))


def _word_before(scene: Scene, name: Name) -> str:
    index = scene.index(name.start) - 1
    if index < 0 or scene.text[scene.words[index].end : name.start].strip(" .\u00a0"):
        return ""
    return scene.words[index].text.casefold()


def _cue_before(scene: Scene, name: Name, previous: str) -> str | None:
    """The rule of the word before a name, if it is a cue that a name of this length needs."""
    cues = person_cues()
    found = cues.before.get(previous)
    if found is None:
        return None
    rule_id, least = found
    if len(name.words) < least:
        return None
    index = scene.index(name.start) - 1
    if "." in scene.text[scene.words[index].end : name.start]:
        return None
    if previous in cues.doubtful:
        lead = (
            scene.text[: scene.words[index].start].rstrip(" \u00a0")
            if index == 0
            else scene.text[scene.words[index - 1].end : scene.words[index].start]
        )
        if not any(mark in lead for mark in _OPENING_QUOTE):
            return None
    return rule_id


def _acts(scene: Scene, name: Name) -> bool:
    """Whether a verb that takes a person as its subject follows, adverbs aside."""
    cues = person_cues()
    end = name.end
    for word in scene.words[scene.index(end) : scene.index(end) + 3]:
        gap = scene.text[end : word.start]
        if gap not in BLANKS and gap not in COMMAS:
            return False
        folded = word.text.casefold()
        if folded in cues.behind:
            return True
        if folded not in cues.rules.adverbs:
            return False
        end = word.end
    return False


def _linked(scene: Scene, before: Name, name: Name) -> bool:
    gap = scene.text[before.end : name.start]
    return "\n" not in gap and gap.strip(" \u00a0").casefold() in person_cues().rules.links


def _office_behind(scene: Scene, run: Run, offices: Sequence[Office]) -> Office | None:
    """The office that follows a name in apposition: "Surti, Ketua KPU,", "Surti selaku Ketua"."""
    name = run.name
    at = bisect_left(offices, name.end, key=lambda office: office.start)
    if at == len(offices):
        return None
    office = offices[at]
    gap = scene.text[name.end : office.start]
    if "\n" in gap or not person_cues().patterns["apposition"].fullmatch(gap):
        return None
    if gap.strip() != ",":
        return office
    if run.offices and office.standing != "mantan":
        return None
    if _CLOSING.match(scene.text, office.end):
        return office
    following = scene.index(office.end)
    verb = scene.words[following].text.casefold() if following < len(scene.words) else ""
    return office if verb in person_cues().behind else None
