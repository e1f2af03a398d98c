"""Which lines of a page are its article, and which are furniture, each with the reason."""

from collections.abc import Sequence
from typing import NamedTuple

from transforms.cleaning.bylines import Credit, read_credit
from transforms.cleaning.dateline import find_dateline
from transforms.cleaning.lines import (
    ORNAMENT,
    first_headline,
    is_asked,
    is_sentence,
    is_stopped_title,
    is_stub,
    is_title,
    is_title_case,
)
from transforms.cleaning.published import is_stamp
from transforms.cleaning.repeats import repeats
from transforms.cleaning.rules import LineRule, Zone, cleaning_rules

# Kinds of furniture behind which no paragraph of the article follows.
_CLOSING = frozenset(
    ("byline", "tags", "comments", "share", "copyright", "related_headline", "channel_plug", "signoff")
)
# Kinds of furniture that may hold the time of publication.
_DATED = frozenset(("byline", "breadcrumb", "navigation", "signoff"))
_MOST_ROUNDS = 5
_FEWEST_WORDS_BEHIND = 4
"""A dateline, its dash and fewer words than this are a menu or a name with its outlet, no paragraph."""


class Removed(NamedTuple):
    """A line that was taken out: its place in the page, and why."""

    at: int
    reason: str
    rule_id: str


class Sorted(NamedTuple):
    """A page sorted: its headline, the indexes of its paragraphs, what was removed and what that told.

    `stamps` are the removed lines of the head that may hold the time of publication.
    """

    title: str | None
    kept: tuple[int, ...]
    removed: tuple[Removed, ...]
    authors: tuple[str, ...]
    editors: tuple[str, ...]
    stamps: tuple[str, ...]


def sort_lines(lines: Sequence[str], title: str | None) -> Sorted:
    """Tell the paragraphs of an article from the furniture of its page.

    A line goes only where a rule of `config/rules/cleaning.toml`, its place or its likeness to the
    headline says so; what reads as a sentence stays unless a rule names it. What is kept is sorted
    again until nothing more goes, so sorting the result changes nothing.

    Args:
        lines: the lines of the page after repair; blank ones are ignored.
        title: the headline where it is known from elsewhere.
    """
    page = _Page(lines, title)
    page.read_lines()
    for _ in range(_MOST_ROUNDS):
        if not page.sort():
            break
    kept = page.left()
    head = kept[1] if len(kept) > 1 else len(lines)  # a deck may stand above the time stamp
    return Sorted(
        page.title,
        tuple(kept),
        tuple(page.removed[index] for index in sorted(page.removed)),
        tuple(dict.fromkeys(page.authors)),
        tuple(dict.fromkeys(page.editors)),
        tuple(lines[index] for index in sorted(page.stamps) if index < head),
    )


class _Page:
    """A page while it is being sorted."""

    def __init__(self, lines: Sequence[str], title: str | None) -> None:
        self.lines = lines
        self.order = [index for index, line in enumerate(lines) if line and not line.isspace()]
        self.title = title
        self.title_is_settled = title is not None
        self.removed: dict[int, Removed] = {}
        self.rules: dict[int, LineRule] = {}
        self.authors: list[str] = []
        self.editors: list[str] = []
        self.stamps: list[int] = []
        self.staying: set[int] = set()
        self.read: dict[Zone, set[int]] = {"head": set(), "inner": set(), "tail": set()}
        self.sentences: dict[int, bool] = {}
        self.single: tuple[str | None, list[int]] = (None, [])

    def left(self) -> list[int]:
        """The lines that hold something and are not removed."""
        removed = self.removed
        return [index for index in self.order if index not in removed]

    def read_lines(self) -> None:
        """Take out what is told by a line alone, wherever it stands."""
        for place in range(len(self.order)):
            self._by_any_rule(self.order, place)

    def sort(self) -> bool:
        """Take out what can be told from the lines that are left; whether anything went since it was last asked."""
        order = self.order
        first, last = self._body(order)
        self._head(order[:first])
        self._by_zone_rule(order[first:last], "inner")
        self._tail(order, last)
        self._lists(order)
        self._repeated()
        self.title_is_settled = self.title is not None
        self.order = self.left()
        return len(self.order) < len(order)

    def _is_open(self, index: int) -> bool:
        return index not in self.removed

    def _remove(self, index: int, reason: str, rule_id: str) -> None:
        self.removed.setdefault(index, Removed(index, reason, rule_id))

    def _is_sentence(self, index: int) -> bool:
        if index not in self.sentences:
            self.sentences[index] = is_sentence(self.lines[index])
        return self.sentences[index]

    def _repeated(self) -> None:
        """Paragraphs that are printed again in pieces, and the headline where it stands among them."""
        open_ = self.left()
        if (self.title, open_) == self.single:
            return
        for place in repeats([self.lines[index] for index in open_]):
            self._remove(open_[place], "repeated_paragraph", "clean.paragraph.nested")
        for index in open_ if self.title else ():
            if self._is_open(index) and is_title(self.lines[index], self.title or ""):
                self._remove(index, "repeated_title", "clean.title.repeated")
        self.single = self.title, open_

    def _by_any_rule(self, order: Sequence[int], place: int) -> None:
        index = order[place]
        line = self.lines[index].strip()
        core = line.lstrip(ORNAMENT)
        rule = cleaning_rules().find("any", core or line)
        if rule is None and core != line:
            rule = cleaning_rules().find("any", line)
        if rule:
            self.rules[index] = rule
            self._remove(index, rule.reason, rule.id)
            if rule.reason in _DATED:
                self.stamps.append(index)
            if rule.takes_next and core.rstrip()[-1:] in ":：»>":
                self._take_next(order, place, rule.reason, rule.id)
        elif credit := read_credit(core, at_edge=False):
            self._credit(order, place, credit)

    def _credit(self, order: Sequence[int], place: int, credit: Credit) -> None:
        index = order[place]
        self.authors += credit.authors
        self.editors += credit.editors
        if credit.stays:
            self.staying.add(index)
            return
        self._remove(index, credit.reason, credit.rule_id)
        self.stamps.append(index)
        following = order[place + 1] if place + 1 < len(order) else None
        if following is not None and is_stamp(self.lines[following].strip()):
            self._remove(following, "timestamp", "clean.timestamp")
            self.stamps.append(following)
        elif credit.takes_next:
            self._take_next(order, place, credit.reason, credit.rule_id)

    def _take_next(self, order: Sequence[int], place: int, reason: str, rule_id: str) -> None:
        """Remove what a bare label announces, if the line behind it can be that."""
        following = order[place + 1] if place + 1 < len(order) else None
        if following is not None and not self._is_sentence(following):
            self._remove(following, reason, rule_id)

    def _body(self, order: Sequence[int]) -> tuple[int, int]:
        """The places in `order` of the first and the last paragraph; (length, -1) where there is none."""
        places = [p for p, i in enumerate(order) if self._is_open(i) and self._is_paragraph(i)]
        if not self.title_is_settled and len(places) > 1 and self._is_asked_headline(order, places[0]):
            places = places[1:]
        while len(places) > 1 and (rule := self._caption(order[places[0]], order[places[1]])):
            self._remove(order[places[0]], rule.reason, rule.id)
            places = places[1:]
        if not places:
            return len(order), -1
        last = places[-1]
        if self.lines[order[last]].rstrip().endswith(":"):
            while last + 1 < len(order) and self._is_open(order[last + 1]):
                last += 1
        return places[0], last

    def _is_paragraph(self, index: int) -> bool:
        line = self.lines[index]
        if self._is_sentence(index):
            return True
        dateline = find_dateline(line)
        if dateline is None or len(line[len(dateline) :].split()) < _FEWEST_WORDS_BEHIND:
            return False
        return read_credit(line.strip(), at_edge=True) is None

    def _is_asked_headline(self, order: Sequence[int], place: int) -> bool:
        """Whether the first open line is a headline that asks or calls out, with the article behind it."""
        is_first = not any(self._is_open(index) for index in order[:place])
        return is_first and (is_asked(self.lines[order[place]]) or is_stopped_title(self.lines[order[place]]))

    def _caption(self, index: int, following: int) -> LineRule | None:
        """The rule that makes the first paragraph a caption: not where it has a dateline, unless the next has."""
        line = self.lines[index]
        rule = cleaning_rules().find("head", line)
        if rule is None or rule.reason != "caption":
            return None
        begins_behind = find_dateline(self.lines[following]) is not None
        return rule if (begins_behind if rule.before_dateline else find_dateline(line) is None) else None

    def _head(self, head: Sequence[int]) -> None:
        """What stands before the first paragraph: the headline, and short lines round it."""
        self._by_zone_rule(head, "head")
        candidates = [index for index in head if self._is_open(index)]
        if self.title is None and not self.title_is_settled:
            self.title = first_headline([self.lines[index] for index in candidates])
        for index in candidates:
            line = self.lines[index]
            if self.title and is_title(line, self.title, loosely=True):
                is_second = any(r.reason == "title" for r in self.removed.values())
                reason = "repeated_title" if is_second else "title"
                self._remove(index, reason, f"clean.title.{'repeated' if is_second else 'printed'}")
            elif len(line.split()) <= 4 and index not in self.staying:
                self._remove(index, "section", "clean.section.short")

    def _by_zone_rule(self, indexes: Sequence[int], zone: Zone) -> None:
        """The rules of one part of the page, asked once of each line but the headline; credits are read more freely at its ends."""
        read = self.read[zone]
        for place, index in enumerate(indexes):
            if index in read or not self._is_open(index):
                continue
            read.add(index)
            core = self.lines[index].strip().lstrip(ORNAMENT)
            if core == self.title:
                continue
            rule = cleaning_rules().find(zone, core)
            if rule and not rule.before_dateline:
                self._remove(index, rule.reason, rule.id)
                if rule.reason in _DATED:
                    self.stamps.append(index)
            elif zone != "inner" and (credit := read_credit(core, at_edge=True)):
                self._credit(indexes, place, credit)

    def _tail(self, order: Sequence[int], last: int) -> None:
        """What stands behind the last paragraph: sign-offs, and headlines of other articles."""
        tail = order[last + 1 :]
        if last < 0:
            return
        self._by_zone_rule(tail, "tail")
        is_closed = False
        run: list[int] = []
        for index in tail:
            if not self._is_open(index):
                is_closed = is_closed or self.removed[index].reason in _CLOSING
            elif is_closed and len(self.lines[index].split()) <= 25:
                self._remove(index, "related_headline", "clean.related.after_end")
            elif not is_closed:
                run.append(index)
        if 0 < len(run) <= 2 and all(is_stub(self.lines[i]) for i in run):
            for index in run:
                self._remove(index, "signoff", "clean.tail.short")
        is_list = any(self.lines[i].lstrip(ORNAMENT)[:1].isdigit() for i in run)
        if len(run) > 1 and not is_list and all(is_title_case(self.lines[i]) for i in run):
            for index in run:
                self._remove(index, "related_headline", "clean.related.run")

    def _lists(self, order: Sequence[int]) -> None:
        """Headlines of other articles behind a heading such as "Berita Terkait"."""
        headings = [index for index, rule in self.rules.items() if rule.opens_list]
        if not headings:
            return
        sentences = [place for place, i in enumerate(order) if self._is_open(i) and self._is_sentence(i)]
        last = max(sentences, default=-1)
        for place, index in enumerate(order):
            if index not in headings or len(self.lines[index].split()) > 8:
                continue
            for behind, following in enumerate(order[place + 1 :], place + 1):
                if self._is_open(following):
                    if self._is_sentence(following) or not is_title_case(self.lines[following]):
                        break
                    # A number or a quotation mark inside the article begins a part of it.
                    if behind < last and not self.lines[following].lstrip(ORNAMENT)[:1].isalpha():
                        break
                    self._remove(following, "related_headline", "clean.related.listed")
