"""Penalties that an article threatens, recommends or imposes, with the level only where the text says it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from transforms.headlines import is_called_untrue
from transforms.matching import fold
from transforms.records import Article, Sanction
from transforms.sanctions.binding import TOKEN, bind, bind_across
from transforms.sanctions.levels import find_levels
from transforms.sanctions.modality import Cues, read_cues, read_modality
from transforms.sanctions.rules import HEAD, ROOT, Form, Item, compiled_rules
from transforms.sentences import Sentence
from transforms.subject import is_of_servants

LETTER = 2
"""What a letter holds may be told so many sentences behind it ("Isinya hukuman sedang")."""
LONGEST = 2000
"""So many characters of a sentence are read at once."""


def find_sanctions(article: Article, sentences: Sequence[Sentence]) -> tuple[Sanction, ...]:
    """Every penalty of an article, one row for each level or form and modality.

    The level is null unless the text says it; penalties of the criminal law are `pidana`. Penalties
    that are denied or still open give no row, and neither does a bare "sanksi".

    Args:
        article: the cleaned article.
        sentences: its sentences, in order.
    """
    compiled = compiled_rules()
    if not is_of_servants(article):
        return ()
    folded = fold(article.text)
    false = _false_families(article.title)
    found: list[Item] = []
    before = _Before()
    pieces = [piece for sentence in sentences for piece in _pieces(sentence)]
    _, rooted = compiled.roots.bits_of_each(folded, pieces)
    for number, (start, end) in enumerate(pieces):
        if number != before.number + 1:
            before = _Before()
        if not rooted[number] & ROOT or (rooted[number] == ROOT and before.number < 0):
            continue
        body, may_have_form = folded[start:end], rooted[number] > ROOT | HEAD
        if before.modality is None and compiled.single["contents"].match(body):
            before = before._replace(modality=_letter(folded[pieces[max(0, number - LETTER)][0] : start]))
        items, before = _read(body, number, before, may_have_form=may_have_form)
        found += [
            replace(item, start=item.start + start, end=item.end + start, sentence=number)
            for item in items
            if not (item.form and item.form.family in false)
        ]
    kept = _without_repetition(bind_across(found, folded, pieces), folded)
    return tuple(_row(article, item) for item in kept)


def _letter(told: str) -> str | None:
    """How the letter that the sentences before tell of means a penalty, None where they tell of none."""
    single = compiled_rules().single
    asks = max((match.start() for match in single["letter_asks"].finditer(told)), default=-1)
    decides = max((match.start() for match in single["letter_decides"].finditer(told)), default=-1)
    if asks == decides:
        return None
    return "recommended" if asks > decides else "imposed"


def _false_families(title: str | None) -> set[str]:
    """The families of penalties that a headline names only to call them false ("[SALAH] Bupati pecat …")."""
    if not is_called_untrue(title):
        return set()
    return {item.form.family for item in _forms(fold(title or "")) if item.form}


def _pieces(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """A sentence as it is; a text without any stop is cut, so that the cost stays linear."""
    for start in range(sentence.start, sentence.end, LONGEST):
        yield start, min(start + LONGEST, sentence.end)


_COORDINATED = re.compile(
    r"[\s,]*(?:(?:dan/atau|dan|atau|serta|maupun|hingga|bahkan)\s+)?(?:juga\s+|pula\s+)?"
)
"""Between two penalties that are meant in one way: "bisa dipenjara dan didenda"."""


class _Before(NamedTuple):
    """What the sentence before hands on: that it spoke of penalties, of moral ones, how, and the level it ended with.

    `is_open`: it ended in a colon, or is itself an item of the list behind one.
    """

    number: int = -2
    has_head: bool = False
    modality: str | None = None
    level: str | None = None
    is_open: bool = False
    is_moral: bool = False


def _read(body: str, number: int, before: _Before, *, may_have_form: bool) -> tuple[list[Item], _Before]:
    """The items of one sentence that are penalties, and what it hands on to the next."""
    compiled = compiled_rules()
    tokens = list(TOKEN.finditer(body))
    heads = [n for n, token in enumerate(tokens) if token.group() in compiled.heads]
    forms = list(_forms(body)) if may_have_form else []
    levels = find_levels(body, tokens, heads, is_headed=before.has_head or bool(forms))
    items = sorted([*levels, *forms], key=lambda item: item.start)
    items = _without_overlap(items)
    is_moral = before.is_moral or any(item.level == "moral" for item in items)
    items = [item for item in items if _counts(item, items, bool(heads), body)]
    goes_on = before.is_open or compiled.single["goes_on"].match(body)
    carried = before.level if goes_on else None
    last_level = bind(body, items, carried)
    told = items or [Item(tokens[n].start(), tokens[n].end(), None) for n in heads[:1]]
    cues = read_cues(body) if told else Cues((), ())
    certain = None
    above: Item | None = None
    for item in told:
        if above is not None and _COORDINATED.fullmatch(body, above.end, item.start):
            item.modality = above.modality
        else:
            item.modality, is_certain = read_modality(body, item, cues, before.modality)
            certain = item.modality if is_certain else certain
        above = item
    after = _Before(
        number,
        bool(heads or items),
        certain if certain in ("imposed", "recommended") else None,
        last_level,
        body.endswith(":") or (last_level is not None and last_level == carried),
        any(item.level == "moral" for item in items),
    )
    return [item for item in items if _is_told(item, is_moral)], after


def _is_told(item: Item, is_moral: bool) -> bool:
    """Whether an item is a penalty of its own; that discipline threatens goes without saying."""
    if item.form is None:
        return item.modality is not None and not item.is_bound
    return item.modality is not None and (
        is_moral or not item.form.needs_moral or item.modality != "threatened"
    )


def _counts(item: Item, items: list[Item], has_head: bool, body: str) -> bool:
    """Whether an item is a penalty at all: weak forms and fines need others beside them."""
    if item.form is None:
        return True
    others = [other for other in items if other is not item]
    if item.form.is_weak:
        return has_head or any(other.form is None or not other.form.is_weak for other in others)
    if item.form.needs_criminal:
        return "rp" in body or any(other.level == "pidana" for other in others)
    if item.form.needs_moral:
        named = compiled_rules().single["named_behind"]
        return not any(o.form and named.fullmatch(body, item.end, max(item.end, o.start)) for o in others)
    return True


def _forms(body: str) -> Iterator[Item]:
    """Forms with what belongs to them behind."""
    compiled = compiled_rules()
    is_about_things = compiled.single["things"].search(body) is not None
    for match in compiled.forms.finditer(body):
        group = str(match.lastgroup)
        form = _LISTED if group == "listed" else compiled.rules.forms[int(group[1:])]
        if is_about_things and form.family == "release" and not compiled.single["post"].search(match.group()):
            continue
        if compiled.single["other_fines"].match(body, match.start()):
            continue
        end = match.end()
        while (tail := compiled.tails.match(body, end)) and tail.end() > end:
            end = tail.end()
        yield Item(match.start(), end, form.level, form, has_tail=end > match.end())


_LISTED = Form(id="sanction.listed", pattern="", examples=(), family="listed")


def _without_overlap(items: list[Item]) -> list[Item]:
    kept: list[Item] = []
    for item in items:
        if kept and item.start < kept[-1].end:
            if item.form and not kept[-1].form:
                kept[-1] = item
            continue
        kept.append(item)
    return kept


def _without_repetition(items: Sequence[Item], folded: str) -> list[Item]:
    """Each penalty once: a level alone, or a form in other words, gives way to the fuller statement."""
    distinct: dict[tuple[str | None, frozenset[str], str | None], Item] = {}
    for item in items:
        said = folded[item.start : item.end] if item.form or item.is_kind else ""
        words = frozenset(said.split()) - compiled_rules().rules.words.plain
        distinct.setdefault((item.level, words, item.modality), item)
    kept = list(distinct.values())
    return [item for item in kept if not any(_says_more(other, item) for other in kept)]


def _says_more(other: Item, item: Item) -> bool:
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


def _row(article: Article, item: Item) -> Sanction:
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
