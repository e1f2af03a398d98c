"""What makes a run of capitalised words a person's name: the offices, words and lists beside it."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache

from transforms.persons.beside import (
    acts,
    attends,
    cue_before,
    is_body,
    is_of_body,
    is_place,
    is_presented,
    linked,
    opens_sentence,
    sign_behind,
    stands_alone,
    word_before,
)
from transforms.persons.cues import Run, person_cues
from transforms.persons.known_names import has_known_word, is_own, tells_person
from transforms.persons.name_grammar import grammar
from transforms.persons.names import Name, read_name
from transforms.persons.office_holders import find_holder
from transforms.persons.position_words import is_derived, is_field_word, position_rules
from transforms.persons.positions import Office, Scene, is_location
from transforms.persons.words import BLANKS

_OPENING = re.compile("[PSKHI](?:(?<=[PSK])|(?=[ .;|][A-Z]))")
# Signs behind a name: what somebody is may follow only some of them.
_BEFORE_OFFICE = frozenset(" ,(;|")
_MARKS = frozenset(",(;")
_CLOSING = re.compile(r"\s?[,.;)”\"\n]|$|\s(?:yang|di|pada|untuk|paling|sejak)\s[^.,;:\"“\n]{2,80},")
# What such a word follows is itself the name of a place: "Tambun Melati, Kabupaten Bekasi".
_AREA_FOLLOWS = re.compile(r",\s?(?:Kabupaten|Kab\.?|Kota|Kecamatan|Kec\.?|Distrik|Provinsi)\s[A-Z]")


def find_runs(scene: Scene, offices: Sequence[Office]) -> list[Run]:
    """All possible names in the order of the text, each with what makes it a person's."""
    stops = frozenset({office.start for office in offices} | set(scene.bodies))
    covered = _covered(scene, offices)
    holders: dict[int, Run] = {}
    levels = position_rules().village_levels
    villages = {o.unit.partition(" ")[2] for o in offices if o.unit and o.title.level in levels}
    for office in offices:
        holder = find_holder(scene, office, stops)
        if holder and is_location(scene, office) and not _follows(scene, office, holder):
            continue
        if holder and not _is_village(holder, villages):
            holders.setdefault(holder.name.start, holder)
            _cover(covered, office.at, scene.index(holder.name.start))
    held = {id(office) for run in holders.values() for office in run.offices}
    free = [office for office in offices if id(office) not in held]
    runs: list[Run] = []
    words, past, initialled = scene.words, 0, person_cues().rules.initialled
    for index in _openings(scene, covered, holders):
        if index < past:
            continue
        run, previous = holders.get(words.starts[index]), word_before(scene, index)
        if run is None:
            name = read_name(scene.text, words, index, stops)
            if name is None or previous in initialled:
                continue  # "pelapor berinisial SH. Surti dinilai"
            run = Run(name)
        run = _with_evidence(scene, run, previous, runs[-1] if runs else None, free)
        runs.append(run)
        past = run.name.last + 1
        if run.name.degrees:
            past = max(scene.index(run.name.end), past)
    return _in_parallel(scene, _listed_before(scene, _speaking_often(scene, runs)), free)


def _openings(scene: Scene, covered: bytearray, holders: Iterable[int]) -> list[int]:
    """The indexes of words that a name can begin with, told by their letters; `holders` are where names begin."""
    free = [at for opening in _OPENING.finditer(scene.words.signs) if not covered[at := opening.start() // 2]]
    return sorted({*free, *map(scene.index, holders)}) if holders else free


def _speaking_often(scene: Scene, runs: list[Run]) -> list[Run]:
    """Single words that are the subject of speech more than once, or speak once and are cited once."""
    subjects = [at for at, run in enumerate(runs) if not run.rule_id and _may_speak(scene, run.name)]
    if not subjects:
        return runs
    counts = Counter(runs[at].name.text for at in subjects)
    counts.update(run.name.text for run in runs if run.rule_id == "speech" and len(run.name.words) == 1)
    for at in subjects:
        if counts[runs[at].name.text] > 1 and not runs[at].rule_id:
            runs[at] = runs[at]._replace(rule_id="acting", creates=True)
    return runs


def _follows(scene: Scene, office: Office, holder: Run) -> bool:
    """Whether a whole name stands directly behind an office that names a paper or house: "Keputusan Bupati Sigi Surti Handayani"."""
    name = holder.name
    is_whole = len(name.words) > 1 and has_known_word(name)
    return is_whole and not office.is_open and scene.text[office.end : name.start] in BLANKS


def _is_village(run: Run, villages: Set[str]) -> bool:
    """Whether the name behind an office of a village's head is that of a village whose head the text names elsewhere."""
    office = run.offices[0] if run.offices else None
    is_bare = office is not None and office.is_open and office.title.level in position_rules().village_levels
    return is_bare and run.name.text in villages


def _may_speak(scene: Scene, name: Name) -> bool:
    return (
        len(name.words) == 1
        and acts(scene, name, person_cues().behind)
        and _is_plain(scene, name)
        and not is_place(scene, name)
    )


def _listed_before(scene: Scene, runs: list[Run]) -> list[Run]:
    """Give names that a list joins to a person's behind them the same standing: "A dan B hadir"."""
    for at in range(len(runs) - 1, 0, -1):
        run, behind = runs[at - 1], runs[at]
        if run.rule_id or not behind.creates or len(run.name.words) < 2 or behind.rule_id == "office_before":
            continue
        called = word_before(scene, scene.index(run.name.start)) in person_cues().rules.called_after
        if (
            linked(scene, run.name, behind.name)
            and has_known_word(run.name)
            and not called
            and _is_plain(scene, run.name)
            and not is_place(scene, run.name)
        ):
            runs[at - 1] = run._replace(rule_id="list", creates=True)
    return runs


def _in_parallel(scene: Scene, runs: list[Run], free: Sequence[Office]) -> list[Run]:
    """In "Bupati dan Wakil Bupati Sigi, A dan B" the first office is the first one's."""
    by_end = {office.end: office for office in free}
    for at in range(len(runs) - 1) if by_end else ():
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
            or not linked(scene, run.name, behind.name)
        ):
            continue
        unit = (
            earlier
            if not earlier.is_open
            else earlier._replace(
                unit=later.unit, place_code=later.place_code, body=earlier.body or later.body
            )
        )
        runs[at] = run._replace(offices=(unit, *run.offices[1:]))
        runs[at + 1] = behind._replace(offices=(later, *behind.offices))
    return runs


def _covered(scene: Scene, offices: Sequence[Office]) -> bytearray:
    """Which words lie inside an office or a body, where no name begins."""
    covered = bytearray(len(scene.words))
    spans = [(office.start, office.behind) for office in offices]
    spans += [(start, end) for start, (end, _) in scene.bodies.items()]
    spans += [(start, place.end_char) for start, place in scene.places.items() if " " in place.mention]
    spans.append(scene.dateline)
    for start, end in spans:
        _cover(covered, scene.index(start), scene.index(end))
    return covered


def _cover(covered: bytearray, first: int, end: int) -> None:
    covered[first:end] = b"\1" * (end - first)


def _with_evidence(
    scene: Scene, run: Run, previous: str, before: Run | None, offices: Sequence[Office]
) -> Run:
    """The run, behind the word `previous`, with the first reason that makes it a person's, and the office behind it."""
    name, sign = run.name, sign_behind(scene, run.name)
    behind = _office_behind(scene, run, offices) if offices and sign in _BEFORE_OFFICE else None
    if behind:
        run = run._replace(offices=(*run.offices, behind))
    if run.rule_id:
        return run
    if name.degrees:
        told = (
            len(name.words) > 1
            or has_known_word(name._replace(degrees=None))
            or "," in scene.text[name.start : name.end]
        )
        return run._replace(rule_id="degree", creates=told)  # not "(Bawas MA)"
    is_marked, cues = sign in _MARKS, person_cues()
    if len(name.words) == 1 and not (
        is_marked or behind or name.honorifics or previous in cues.before or tells_person(name.words[0])
    ):
        return run  # nothing but a cue, a mark or an office makes a person of a word that is not known
    rules = cues.rules
    if is_marked and is_body(scene, name):
        return run._replace(offices=())
    if name.honorifics and previous not in rules.streets:
        initials = len(name.words) == 1 and scene.text[name.name_start : name.name_end].isupper()
        addressed = all(word.casefold() in grammar().honorific_words for word in name.words)  # "Pak Haji"
        return run._replace(rule_id="honorific", creates=not (initials or addressed or is_place(scene, name)))
    if previous in rules.called_after or is_place(scene, name):
        return run._replace(offices=()) if run.offices else run
    if is_marked and _AREA_FOLLOWS.match(scene.text, name.end):
        return run
    rule_id = (
        cue_before(scene, name, previous)
        or attends(scene, name)
        or is_presented(scene, name, previous)
        or ("apposition" if behind else _reason(scene, name, before, is_marked))
    )
    if rule_id is None:
        return run
    offices_too = run.offices
    if rule_id == "list" and before is not None:
        offices_too = tuple(o for o in before.offices if o.title.canonical.startswith(rules.shared_heads))
    return Run(name, rule_id, _is_plain(scene, name), offices_too)


def _reason(scene: Scene, name: Name, before: Run | None, is_marked: bool) -> str | None:
    """The rule by which a name without a word or an office before it is a person's; `is_marked`: a mark is behind it."""
    known, several = has_known_word(name), len(name.words) > 1
    if before is not None and before.creates and several and known and linked(scene, before.name, name):
        return "list"
    if several and is_of_body(scene, name):
        return "origin"
    if is_marked:
        patterns = person_cues().patterns
        if opens_sentence(scene, name.start) and patterns["described"].match(scene.text, name.end):
            return "described"
        if patterns["age"].match(scene.text, name.end):
            return "age"
    verbs = person_cues().behind if known else person_cues().speaking
    if several and acts(scene, name, verbs):
        return "acting"
    return "known" if (known or is_own(name)) and stands_alone(scene, name) else None


def _is_plain(scene: Scene, name: Name) -> bool:
    """Whether a run can be a name by its words alone: no acronym, no field of work, no village."""
    is_acronym = len(name.words) == 1 and scene.text[name.name_start : name.name_end].isupper()
    return not is_acronym and _are_plain(name.words)


@lru_cache(maxsize=1 << 13)
def _are_plain(words: tuple[str, ...]) -> bool:
    if len(words) > 1 and words[-1].casefold() in position_rules().sides:
        return False  # "Carolina Selatan"
    return not (is_field_word(words[0]) or any(map(is_derived, words)))


def _is_said_behind(scene: Scene, name: Name, office: Office) -> bool:
    """Whether an office stands behind its holder without a comma: "Surti Handayani Ketua KPU Sigi mengatakan"."""
    if office.is_open or not _is_plain(scene, name):
        return False
    following = scene.word(scene.index(office.behind))
    verb = (
        following.text.casefold()
        if following and scene.text[office.behind : following.start] in BLANKS
        else ""
    )
    if len(name.words) > 1 or has_known_word(name):
        return verb in person_cues().behind or _CLOSING.match(scene.text, office.behind) is not None
    return verb in person_cues().speaking


def _office_behind(scene: Scene, run: Run, offices: Sequence[Office]) -> Office | None:
    """The office that follows a name in apposition: "Surti, Ketua KPU,", "Surti selaku Ketua"."""
    name = run.name
    at = bisect_left(offices, (name.end,))  # offices are tuples that begin with their start
    if at == len(offices):
        return None
    office = offices[at]
    gap = scene.text[name.end : office.start]
    if gap in BLANKS:
        return office if _is_said_behind(scene, name, office) else None
    if "\n" in gap or not person_cues().patterns["apposition"].fullmatch(gap):
        return None
    if gap.strip() != ",":
        return office
    if office.standing != "mantan" and any(held.title.branch != "role" for held in run.offices):
        return None
    if _CLOSING.match(scene.text, office.end):
        return office
    following = scene.index(office.end)
    verb = scene.words.texts[following].casefold() if following < len(scene.words) else ""
    return office if verb in person_cues().behind else None
