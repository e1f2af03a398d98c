"""Penalties that an article threatens, recommends or imposes, with the level only where the text says it."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, NamedTuple

from config.gazetteers import gazetteers
from config.loader import Model, Rule, load_toml
from transforms.matching import fold
from transforms.records import Article, Sanction
from transforms.sentences import Sentence

TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*|[^\w\s]")
REACH = 12
"""So many filling words may stand between "sanksi" and its level."""
BOND = 90
"""So many characters may stand between a level and its form, where a word like "berupa" links them."""
AUXILIARY = 4
"""A word like "akan" acts on a verb at most so many words behind it."""

Kind = Literal["threat", "condition", "past", "impose", "recommend", "denial"]


class Form(Rule):
    """A form of penalty. Forms of one `family` are one penalty in other words where `is_synonym`.

    A verb (`is_verb`) states the penalty as a fact of its own; a weak form counts only beside "sanksi", a
    level or another form; `needs_criminal` only beside a criminal form; `level` is fixed for crimes.
    """

    family: str
    level: str | None = None
    is_synonym: bool = False
    is_verb: bool = False
    is_weak: bool = False
    needs_criminal: bool = False


class Cue(Rule):
    """Words that tell whether a penalty is threatened, recommended, imposed or denied."""

    kind: Kind


class Words(Model):
    """Lists of words; see the comments in the file."""

    heads: tuple[str, ...]
    bare_heads: tuple[str, ...]
    fillers: tuple[str, ...]
    other_graded: tuple[str, ...]
    level_verbs: tuple[str, ...]
    links: tuple[str, ...]
    spreading: tuple[str, ...]
    joints: tuple[str, ...]


class Kinds(Model):
    """Kinds of penalty that are no level."""

    words: tuple[str, ...]
    not_before: tuple[str, ...]


class SanctionRules(Model):
    """`config/rules/sanctions.toml`."""

    subject: Rule
    words: Words
    levels: dict[str, str]
    kinds: Kinds
    forms: tuple[Form, ...]
    tails: tuple[Rule, ...]
    cues: tuple[Cue, ...]
    not_denial: Rule
    still_open: Rule
    done: Rule
    breaks: Rule
    first_person: Rule
    things: Rule
    other_fines: Rule


class _Compiled(NamedTuple):
    rules: SanctionRules
    trigger: re.Pattern[str]
    forms: re.Pattern[str]
    tails: re.Pattern[str]
    cues: re.Pattern[str]
    heads: frozenset[str]
    fillers: frozenset[str]
    bonds: frozenset[str]
    single: dict[str, re.Pattern[str]]


@dataclass(slots=True)
class _Item:
    """A level, a kind or a form that a sentence names; offsets are those of the sentence."""

    start: int
    end: int
    level: str | None
    form: Form | None = None
    is_kind: bool = False
    is_bound: bool = False
    has_tail: bool = False
    modality: str | None = None


@cache
def _compiled() -> _Compiled:
    rules = load_toml(SanctionRules, "rules/sanctions.toml")
    forms = [f"(?P<f{n}>{form.pattern})" for n, form in enumerate(rules.forms)]
    known = re.compile("|".join([*(form.pattern for form in rules.forms), *rules.words.heads]))
    extra = [fold(row.form) for row in gazetteers().sanctions if " " in row.form and not known.search(fold(row.form))]
    forms += [rf"(?P<listed>\b(?:{'|'.join(map(re.escape, extra))})\b)"] if extra else []
    cues = "|".join(f"(?P<c{n}>{cue.pattern})" for n, cue in enumerate(rules.cues))
    words = rules.words
    heads = "|".join(words.heads)
    singles = ("subject", "not_denial", "still_open", "done", "breaks", "first_person", "things", "other_fines")
    return _Compiled(
        rules=rules,
        trigger=re.compile(rf"\b(?:{heads}|{'|'.join(words.bare_heads)})\b|" + "|".join(forms)),
        forms=re.compile("|".join(forms)),
        tails=re.compile("|".join(f"(?:{tail.pattern})" for tail in rules.tails)),
        cues=re.compile(cues),
        heads=frozenset(words.heads),
        fillers=frozenset(words.fillers),
        bonds=frozenset((*words.fillers, *words.links, *words.joints)),
        single={name: re.compile(getattr(rules, name).pattern) for name in singles},
    )


def find_sanctions(article: Article, sentences: Sequence[Sentence]) -> tuple[Sanction, ...]:
    """Every penalty of an article, one row for each level or form and modality.

    The level is null unless the text says it; penalties of the criminal law are `pidana`. Penalties
    that are denied or still open give no row, and neither does a bare "sanksi".

    Args:
        article: the cleaned article.
        sentences: its sentences, in order.
    """
    compiled = _compiled()
    folded = fold(article.text)
    subject = compiled.single["subject"]
    if not (subject.search(folded) or subject.search(fold(article.title or ""))):
        return ()
    starts = [sentence.start for sentence in sentences]
    hits = {bisect_right(starts, match.start()) - 1 for match in compiled.trigger.finditer(folded)}
    found: list[_Item] = []
    before = _Before()
    for number in sorted(hits - {-1}):
        sentence = sentences[number]
        if number != before.number + 1:
            before = _Before()
        body = folded[sentence.start : sentence.end]
        items, before = _read(body, number, before)
        found += [replace(i, start=i.start + sentence.start, end=i.end + sentence.start) for i in items]
    return tuple(_row(article, item) for item in _without_repetition(found, folded))


class _Before(NamedTuple):
    """What the sentence before hands on: that it spoke of penalties, how, and a level before a colon."""

    number: int = -2
    has_head: bool = False
    modality: str | None = None
    level: str | None = None


def _read(body: str, number: int, before: _Before) -> tuple[list[_Item], _Before]:
    """The items of one sentence that are penalties, and what it hands on to the next."""
    compiled = _compiled()
    tokens = list(TOKEN.finditer(body))
    heads = [n for n, token in enumerate(tokens) if token.group() in compiled.heads]
    items = sorted([*_levels(body, tokens, heads, before), *_forms(body)], key=lambda item: item.start)
    items = _without_overlap(items)
    strong = bool(heads) or any(i.form is None or not (i.form.is_weak or i.form.needs_criminal) for i in items)
    criminal = any(i.level == "pidana" and not (i.form and i.form.needs_criminal) for i in items)
    items = [
        item
        for item in items
        if item.form is None
        or ((strong or not item.form.is_weak) and (criminal or not item.form.needs_criminal or "rp" in body))
    ]
    last_level = _bind(body, items, before.level)
    cues = [(m.start(), m.end(), compiled.rules.cues[int(str(m.lastgroup)[1:])].kind) for m in _cue_matches(body)]
    breaks = [match.end() for match in compiled.single["breaks"].finditer(body)]
    certain = None
    for item in items:
        item.modality, is_certain = _modality(body, item, cues, breaks, before.modality)
        certain = item.modality if is_certain else certain
    if not items and heads:
        bare = _Item(tokens[heads[0]].start(), tokens[heads[0]].end(), None)
        modality, is_certain = _modality(body, bare, cues, breaks, before.modality)
        certain = modality if is_certain else None
    carried = certain if certain in ("imposed", "recommended") else None
    level = last_level if body.endswith(":") or (before.level and last_level == before.level) else None
    return [i for i in items if i.modality and not (i.form is None and (i.is_bound or i.level is None and not i.is_kind))], _Before(
        number, bool(heads or items), carried, level
    )


def _cue_matches(body: str) -> Iterator[re.Match[str]]:
    compiled = _compiled()
    for match in compiled.cues.finditer(body):
        is_denial = compiled.rules.cues[int(str(match.lastgroup)[1:])].kind == "denial"
        if not (is_denial and compiled.single["not_denial"].match(body, match.start())):
            yield match


def _levels(
    body: str, tokens: list[re.Match[str]], heads: list[int], before: _Before
) -> Iterator[_Item]:
    """Levels and kinds that a word for penalty governs, alone or in a list."""
    compiled = _compiled()
    rules, words = compiled.rules, [token.group() for token in tokens]
    bare = [n for n, word in enumerate(words) if word in rules.words.bare_heads and n not in heads]
    seen: set[int] = set()
    for head in (*heads, *bare):
        if head in bare and (head and words[head - 1] in (*compiled.heads, *rules.words.other_graded)):
            continue
        gap = 0
        for n in range(head + 1, len(words)):
            word = words[n]
            gap += 1
            if _is_level(words, n):
                seen.add(n)
                gap = 0
            elif word in rules.kinds.words and _is_kind(words, n):
                begin = tokens[head].start() if n - head <= 2 and words[n - 1] != "," else tokens[n].start()
                yield _Item(begin, tokens[n].end(), None, is_kind=True)
                gap = 0
            elif word not in compiled.fillers or gap > (1 if head in bare else REACH):
                break
    if heads or before.has_head:
        seen |= {n for n in range(len(words)) if n not in seen and _stands_alone(words, n)}
    for n in sorted(seen):
        begin = n - 1 if n and words[n - 1] in ("paling", *compiled.heads) else n
        yield _Item(tokens[begin].start(), tokens[n].end(), rules.levels[words[n]])


def _is_level(words: list[str], n: int) -> bool:
    """Whether the word is a level here: "sedang" may be "just now", "pidana" part of a form."""
    rules = _compiled().rules
    word, following = words[n], words[n + 1] if n + 1 < len(words) else ""
    if word not in rules.levels or words[n - 1] in rules.words.other_graded:
        return False
    if word == "sedang":
        progressive = following.startswith(("di", "me", "ber", "ter", "dalam")) and following not in rules.words.level_verbs
        return not (progressive or following == "dalam")
    if word == "pidana":
        return following not in ("penjara", "kurungan", "denda", "dengan")
    return not (word == "berat" and following[:1].isdigit())


def _is_kind(words: list[str], n: int) -> bool:
    rules = _compiled().rules
    following = words[n + 1] if n + 1 < len(words) else ""
    return following not in rules.kinds.not_before and following not in rules.levels


def _stands_alone(words: list[str], n: int) -> bool:
    """Whether a level without its head is meant: in a list, before "berupa", in brackets, "paling berat"."""
    rules = _compiled().rules
    if not _is_level(words, n) or rules.levels[words[n]] in ("moral", "pidana"):
        return False
    following = words[n + 1] if n + 1 < len(words) else ""
    if words[n - 1] == "paling" or words[n].startswith("ter"):
        return True
    near = [w for w in words[max(0, n - 3) : n + 4] if w in rules.levels and w != words[n]]
    in_brackets = words[n - 1] == "(" and following == ")"
    graded = words[n - 1] in ("kategori", "tingkat", "tingkatan", "yang") and words[n] != "sedang"
    return len(set(near)) >= 2 or in_brackets or graded or following in rules.words.links


def _forms(body: str) -> Iterator[_Item]:
    """Forms with what belongs to them behind."""
    compiled = _compiled()
    is_about_things = compiled.single["things"].search(body) is not None
    for match in compiled.forms.finditer(body):
        group = str(match.lastgroup)
        form = _LISTED if group == "listed" else compiled.rules.forms[int(group[1:])]
        if is_about_things and form.family == "release" or compiled.single["other_fines"].match(body, match.start()):
            continue
        end = match.end()
        while (tail := compiled.tails.match(body, end)) and tail.end() > end:
            end = tail.end()
        yield _Item(match.start(), end, form.level, form, has_tail=end > match.end())


_LISTED = Form(id="sanction.listed", pattern="", examples=(), family="listed")


def _without_overlap(items: list[_Item]) -> list[_Item]:
    kept: list[_Item] = []
    for item in items:
        if kept and item.start < kept[-1].end:
            if item.form and not kept[-1].form:
                kept[-1] = item
            continue
        kept.append(item)
    return kept


def _bind(body: str, items: list[_Item], carried: str | None) -> str | None:
    """Give each form the level it follows; returns the level in force at the end of the sentence."""
    current: _Item | None = None
    in_force, run, end = carried, 0, 0
    for n, item in enumerate(items):
        if item.form is None and not item.is_kind:
            previous = items[n - 1] if n else None
            gap = body[end : item.start].strip()
            if previous and previous.form and not previous.level and gap in ("(", "untuk", "sebagai", "kategori", "termasuk"):
                previous.level, item.is_bound, current = item.level, True, None
            else:
                current, run, in_force = item, run + 1, item.level
        elif item.form is None:
            current, run = None, 0
        elif item.form.level is None or (current and current.level == item.form.level):
            if current and not _is_spent(body, current) and _is_bound(body[end : item.start], run):
                item.level, current.is_bound, run = current.level, True, 1
            elif current is None and carried and n == 0 and _is_bound(body[: item.start], 1):
                item.level = carried
                current, run = _Item(0, 0, carried), 1
            else:
                current, run, in_force = None, 0, None
        end = item.end
    return in_force if items else None


def _is_spent(body: str, level: _Item) -> bool:
    """Whether an extreme ("paling berat", "terberat") already has its one form."""
    return level.is_bound and body[level.start : level.end].startswith(("paling", "ter"))


def _is_bound(gap: str, levels: int) -> bool:
    """Whether the words between a level and a form, or two forms, tie them together."""
    compiled = _compiled()
    words = TOKEN.findall(gap)
    if levels > 1 and any(word in compiled.rules.words.spreading for word in words):
        return False
    if all(word in compiled.bonds for word in words):
        return True
    return len(gap) <= BOND and words[-1] in compiled.rules.words.links


def _modality(
    body: str, item: _Item, cues: list[tuple[int, int, Kind]], breaks: list[int], carried: str | None
) -> tuple[str | None, bool]:
    """How the text speaks of a penalty, None where it denies it; and whether a cue settled that."""
    single = _compiled().single
    begin = max((at for at in breaks if at <= item.start), default=0)
    end = min((at for at in breaks if at > item.start), default=len(body))
    cues = [cue for cue in cues if begin <= cue[0] < end]
    here = [cue for cue in cues if cue[1] <= item.start + 1 or cue[0] <= item.start]
    last: dict[Kind, tuple[int, int, Kind]] = {cue[2]: cue for cue in here}
    impose = last.get("impose")
    verb_at = item.start if item.form and item.form.is_verb else impose[0] if impose else None
    behind = body[item.end : end]
    denial = last.get("denial")
    if denial and _words_between(body, denial[1], min(item.start, verb_at or item.start)) == 0:
        return None, True
    if single["still_open"].match(behind):
        return None, True
    is_conditional = any(cue[2] == "condition" for cue in cues)

    def acts(kind: Kind, at: int) -> bool:
        cue = last.get(kind)
        return cue is not None and cue[1] <= at and _words_between(body, cue[1], at) < AUXILIARY

    recommend = last.get("recommend")
    if recommend and not (verb_at and verb_at > recommend[0] and acts("past", verb_at)):
        if is_conditional or any(c[2] == "threat" and c[0] < recommend[0] for c in cues):
            return "threatened", True
        return "recommended", True
    threat = last.get("threat")
    if verb_at is not None and not (threat and threat[0] > verb_at):
        if any(c[2] == "threat" and c[1] <= verb_at and _words_between(body, c[1], verb_at) < AUXILIARY for c in here):
            return "threatened", True
        if acts("past", verb_at):
            return "imposed", True
        if is_conditional or single["first_person"].search(body[begin:verb_at]):
            return "threatened", True
        return "imposed", True
    if threat or is_conditional:
        return "threatened", True
    if single["done"].match(behind):
        return "imposed", True
    return carried or "threatened", False


def _words_between(body: str, start: int, end: int) -> int:
    return len(body[start:end].split()) if end > start else 0


def _without_repetition(items: list[_Item], folded: str) -> list[_Item]:
    """Each penalty once: a level alone, or a form in other words, gives way to the fuller statement."""
    kept: list[_Item] = []
    seen: set[tuple[str | None, str, str | None]] = set()
    for item in items:
        key = (item.level, folded[item.start : item.end] if item.form or item.is_kind else "", item.modality)
        if key in seen or any(_says_more(other, item) for other in items if other is not item):
            continue
        seen.add(key)
        kept.append(item)
    return kept


def _says_more(other: _Item, item: _Item) -> bool:
    """Whether `other` states the same penalty as `item`, and more of it."""
    if other.modality != item.modality:
        return False
    if item.form is None:
        return not item.is_kind and other.level == item.level and other.form is not None
    if other.form is None or other.form.family != item.form.family or other.form.family == "listed":
        return False
    if item.level is None and other.level is not None:
        return True
    if other.level != item.level or not item.form.is_synonym or item.has_tail:
        return False
    return other.has_tail or other.start < item.start


def _row(article: Article, item: _Item) -> Sanction:
    text = article.text[item.start : item.end]
    return Sanction(
        article_id=article.article_id,
        text=text,
        level=item.level,
        form=text if item.form or item.is_kind else None,
        modality=str(item.modality),
        report_id=None,
        start_char=item.start,
        end_char=item.end,
        rule_id=item.form.id if item.form else "sanction.kind" if item.is_kind else "sanction.level",
    )
