"""Whether a sentence threatens, recommends, imposes or denies a penalty that it names."""

from collections.abc import Sequence
from typing import NamedTuple

from transforms.sanctions.rules import CueKind, Item, compiled_rules

AUXILIARY = 4
"""A word like "akan" acts on a verb that is fewer words than this behind it."""


class Cue(NamedTuple):
    """A word of a sentence that tells how a penalty is meant."""

    start: int
    end: int
    kind: CueKind


class Cues(NamedTuple):
    """The cues of a sentence in order, and where statements begin that are set against those before."""

    cues: tuple[Cue, ...]
    breaks: tuple[int, ...]


class Modality(NamedTuple):
    """How a penalty is meant, None where it is denied or open; `is_certain` where a cue settled it."""

    value: str | None
    is_certain: bool


def read_cues(body: str) -> Cues:
    """The cues of one sentence in lower case."""
    compiled = compiled_rules()
    cues = []
    for match in compiled.cues.finditer(body):
        kind = compiled.rules.cues[int(str(match.lastgroup)[1:])].kind
        if kind != "denial" or not compiled.single["not_denial"].match(body, match.start()):
            cues.append(Cue(match.start(), match.end(), kind))
    return Cues(tuple(cues), tuple(match.end() for match in compiled.single["breaks"].finditer(body)))


def read_modality(body: str, item: Item, sentence: Cues, carried: str | None) -> Modality:
    """How one penalty is meant.

    A fact needs a verb of imposing (or a form that is a verb) with no "akan", "dapat" or the like acting
    on it; "sudah" before the verb outweighs a condition elsewhere. Without any cue the sentence before
    decides (`carried`), else the penalty is a threat.
    """
    single = compiled_rules().single
    begin = max((at for at in sentence.breaks if at <= item.start), default=0)
    end = min((at for at in sentence.breaks if at > item.start), default=len(body))
    cues = [cue for cue in sentence.cues if begin <= cue.start < end]
    before = [cue for cue in cues if cue.start <= item.start]
    last = {cue.kind: cue for cue in before}
    impose, threat, recommend = last.get("impose"), last.get("threat"), last.get("recommend")
    if impose is None and single["besides"].match(body[begin : item.start]):
        impose = next((cue for cue in cues if cue.kind == "impose"), None)
    verb = item.start if item.form and item.form.is_verb else impose.start if impose else None
    if _acts(body, [last.get("denial")], item.start if verb is None else min(verb, item.start), 1):
        return Modality(None, True)
    if "open" in last or single["still_open"].match(body[item.end : end]):
        return Modality(None, True)
    if single["hearsay"].search(body, begin, item.start):
        return Modality(None, True)
    is_supposed = any(cue.kind == "condition" for cue in cues)
    is_done = verb is not None and _acts(body, [last.get("past")], verb, AUXILIARY)
    if recommend and not (is_done and verb is not None and verb > recommend.start):
        is_supposed = is_supposed or any(c.kind == "threat" and c.start < recommend.start for c in before)
        return Modality("threatened" if is_supposed else "recommended", True)
    demand = last.get("demand")
    if demand and not is_done and (verb is None or demand.start < verb):
        asks = single["authority"].search(body, begin, demand.start)
        return Modality(("threatened" if is_supposed else "recommended") if asks else None, True)
    request = last.get("request")
    if request and not is_done and (verb is None or request.start < verb):
        if is_supposed:
            return Modality("threatened", True)
        asks = single["authority"].search(body, begin, item.start)
        return Modality("recommended" if asks else None, True)
    if verb is not None and not (threat and threat.start > verb):
        if _acts(body, [cue for cue in before if cue.kind == "threat"], verb, AUXILIARY):
            return Modality("threatened", True)
        if not is_done and (is_supposed or _is_own_word(body, begin, verb, item)):
            return Modality("threatened", True)
        return Modality("imposed", True)
    if threat or is_supposed:
        return Modality("threatened", True)
    if single["done"].match(body[item.end : end]):
        return Modality("imposed", True)
    return Modality(carried or "threatened", False)


def _acts(body: str, cues: Sequence[Cue | None], at: int, reach: int) -> bool:
    """Whether one of the cues stands fewer than `reach` words before a position."""
    return any(
        cue is not None and cue.end <= at + 1 and len(body[cue.end : at].split()) < reach for cue in cues
    )


def _is_own_word(body: str, begin: int, verb: int, item: Item) -> bool:
    """Whether the one who would impose says so of himself: "saya copot", "tpp-nya kami tahan"."""
    pattern = compiled_rules().single["first_person"]
    inside = body[item.start : item.end].split()[:-1] if item.form else ()
    return bool(pattern.search(body[begin:verb])) or any(pattern.fullmatch(word) for word in inside)
