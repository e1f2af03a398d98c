"""Which form of penalty has which of the levels that are named: in one sentence, and from one to the next."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from transforms.sanctions.rules import Item, compiled_rules

TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*|[^\w\s]")
BOND = 90
"""So many characters may stand between a level and its form, where a word like "berupa" links them."""
LINK = 2
"""The link is one of so many last words before a form ("terdiri atas")."""
REACH_BACK = 8
"""A level may be told so many sentences behind its form ("Hukuman ini tergolong berat")."""
_ATTRIBUTION = re.compile(
    r",\s*(?:kata|ujar|lanjut|tutur|jelas|tambah|ungkap|imbuh|sambung|sebut|terang|tegas|papar|urai|ucap|menurut)"
    r"(?:nya|\s[^,;:]{1,50}),"
)
"""Who speaks, set between a level and its form: "ancaman terberatnya, lanjut dia, pemecatan"."""
_OF_ALL = re.compile(r"\b(?:semua|kedua|dua-dua|ketiga|tiga-tiga|seluruh)\w*nya\b")


def bind(body: str, items: list[Item], carried: str | None) -> str | None:
    """Give each form the level it follows; returns the level in force at the end of the sentence."""
    current: Item | None = None
    behind, apposed = (compiled_rules().single[name] for name in ("graded_behind", "apposed"))
    in_force, run, end = carried, 0, 0
    named: list[Item] = []
    for n, item in enumerate(items):
        if item.form is None and not item.is_kind:
            previous = items[n - 1] if n else None
            gap = body[end : item.start].strip()
            if (
                previous
                and previous.form
                and not previous.level
                and (
                    gap in ("(", "untuk", "sebagai", "kategori", "termasuk")
                    or behind.fullmatch(gap)
                    or apposed.match(body, previous.end)
                )
            ):
                for earlier in items[max(0, n - 3) : n - 1] if _OF_ALL.search(gap) else ():
                    earlier.level = earlier.level or (item.level if earlier.form else None)
                previous.level, item.is_bound, current = item.level, True, None
            else:
                current, run, in_force = item, run + 1, item.level
                named = [*named, item] if run > 1 else [item]
        elif item.form is None:
            current, run = None, 0
        elif item.form.level is None or (current and current.level == item.form.level):
            if (
                current
                and not _is_spent(body, current)
                and _may_have(current, item)
                and _is_bound(body[end : item.start], run)
            ):
                item.level, current.is_bound, run = current.level, True, 0
            elif current and run > 1 and (only := _only_lawful(named, items, body[end : item.start])):
                item.level, only.is_bound, run = only.level, True, 0
            elif current is None and carried and n == 0 and _is_bound(body[: item.start], 1):
                item.level = carried
                current, run = Item(0, 0, carried), 0
            else:
                current, run, in_force = None, 0, None
        end = item.end
    return in_force if items else None


def _only_lawful(named: Sequence[Item], items: Sequence[Item], gap: str) -> Item | None:
    """The one level of several that the law knows for the one form ("sedang sampai berat, misalnya pencopotan")."""
    forms = [item for item in items if item.form]
    lawful = [level for level in named if _may_be(level, forms[0])]
    return lawful[0] if len(forms) == len(lawful) == 1 and _is_bound(gap, 1) else None


def _may_have(level: Item, item: Item) -> bool:
    """Whether a level can have a form: a moral penalty is a statement and nothing else (PP 42/2004)."""
    return level.level != "moral" or item.form is None or item.form.family in ("statement", "listed")


def _is_spent(body: str, level: Item) -> bool:
    """Whether an extreme ("paling berat", "terberat") already has its one form."""
    return level.is_bound and body[level.start : level.end].startswith(("paling", "ter"))


def _is_bound(gap: str, levels: int) -> bool:
    """Whether the words between a level and a form, or two forms, tie them together."""
    gap = _ATTRIBUTION.sub(" ", gap)
    compiled, words = compiled_rules(), TOKEN.findall(gap)
    lists = compiled.rules.words
    is_linked = any(word in lists.links for word in words)
    if levels > 1 and any(w in lists.spreading or (w in lists.onward and not is_linked) for w in words):
        return False
    if all(word in compiled.bonds for word in words):
        return True
    return len(gap) <= BOND and any(word in lists.links for word in words[-LINK:])


def bind_across(items: Sequence[Item], body: str, spans: Sequence[tuple[int, int]]) -> list[Item]:
    """Give a form the level that another sentence tells of the same penalty, and leave that level out.

    "Ini termasuk hukuman berat" speaks of the nearest form before it; a level and a form that are both
    imposed, or both recommended, in neighbouring sentences are one penalty, unless the words between them
    turn to another case; so are the one kind and the one level that an article tells as imposed. No form
    takes a level that the law does not know for it.

    Args:
        items: the penalties of a text in order, with the number of their sentence.
        body: the text in lower case.
        spans: where each sentence begins and ends.
    """
    anaphor = compiled_rules().single["anaphor"]
    forms = [item for item in items if item.form and item.level is None]
    number = [item.sentence for item in forms]
    told = {(item.level, item.modality) for item in items if item.form and item.level}
    for level in items:
        if level.form or level.is_kind or (level.level, level.modality) in told:
            continue
        first = bisect_left(number, level.sentence - REACH_BACK)
        last = bisect_right(number, level.sentence + 1)
        near = [item for item in forms[first:last] if _may_be(level, item)]
        above = [item for item in near if item.sentence < level.sentence]
        if above and anaphor.match(body[slice(*spans[level.sentence])]):
            partners = [item for item in above if item.sentence == above[-1].sentence]
        else:
            partners = [item for item in near if _is_beside(level, item, body)]
        for item in partners:
            item.level, level.is_bound = level.level, True
    _bind_the_only(items)
    return [item for item in items if item.form or item.is_kind or not item.is_bound]


def _bind_the_only(items: Sequence[Item]) -> None:
    """Give the one kind of penalty that an article tells as imposed the one level that it tells so."""
    imposed = [item for item in items if item.modality == "imposed" and not item.is_kind]
    levels = {item.level: item for item in imposed if item.level}
    if len(levels) != 1 or any(item.form and item.level for item in imposed):
        return
    ((_, level),) = levels.items()
    forms = [item for item in imposed if _may_be(level, item)]
    if len({item.form.family for item in forms if item.form}) == 1:
        for item in forms:
            item.level = level.level
        for item in imposed:
            item.is_bound = item.is_bound or item.form is None


def _may_be(level: Item, item: Item) -> bool:
    """Whether a form without a level can be what a level speaks of."""
    if item.form is None or item.level is not None:
        return False
    return level.level in compiled_rules().rules.lawful.get(item.form.family, ())


def _is_beside(level: Item, item: Item, body: str) -> bool:
    """Whether a level and a form in sentences next to each other are one penalty that was decided."""
    if level.modality != item.modality or level.modality not in ("imposed", "recommended"):
        return False
    if abs(level.sentence - item.sentence) != 1:
        return False
    first, second = sorted((level, item), key=lambda one: one.start)
    return not compiled_rules().single["another"].search(body, first.end, second.start)
