"""How a found row is compared with a label: names, places, positions, dates, and the counting of agreement."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

Row = dict[str, Any]
G = TypeVar("G")
F = TypeVar("F")

QUOTE_MARKS = "\"'“”„‟‘’‚‛«»`´″”"
INVISIBLE = re.compile(r"[\u200b-\u200f\ufeff\u00ad]")
NOT_ALPHANUMERIC = re.compile(r"[^0-9a-z]+")
AREA_WORDS = re.compile(r"^(dki|di|daerah khusus( ibu ?kota)?|daerah istimewa|administrasi) ")
BLANK_FOR_MARK = str.maketrans(dict.fromkeys(QUOTE_MARKS, " "))


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One line of the table: precision, recall and F1, or right answers of those asked for.

    Ratios have three digits; one without a denominator is null.
    """

    name: str
    tp: int | None = None
    fp: int | None = None
    fn: int | None = None
    precision: float | None = None
    recall: float | None = None
    f1: float | None = None
    right: int | None = None
    asked: int | None = None
    accuracy: float | None = None


@dataclass(slots=True)
class Tally:
    """Counts while the labels are gone through, and every disagreement as a line of text."""

    found: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    checked: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    misses: list[str] = field(default_factory=list)

    def count(
        self, measure: str, article: str, gold: Sequence[G], found: Sequence[F], same: Callable[[G, F], bool]
    ) -> list[tuple[G, F]]:
        """Match found rows with labels, count, and return the pairs."""
        pairs, missed, spurious = match(gold, found, same)
        self.add(measure, article, len(pairs), missed, spurious)
        return pairs

    def add(
        self, measure: str, article: str, right: int, missed: Iterable[object], spurious: Iterable[object]
    ) -> None:
        """Count rows that were matched, missed and found in excess."""
        row = self.found[measure]
        row[0] += right
        for place, kind, items in ((2, "missed", missed), (1, "spurious", spurious)):
            for item in items:
                row[place] += 1
                self.misses.append(f"{article}\t{measure}\t{kind}\t{item}")

    def check(self, measure: str, article: str, right: bool, said: str) -> None:
        """Count one answer to a question that has one right answer."""
        row = self.checked[measure]
        row[0] += right
        row[1] += 1
        if not right:
            self.misses.append(f"{article}\t{measure}\twrong\t{said}")

    def measures(self) -> tuple[Measure, ...]:
        """The table, measures of finding first, each kind in the order in which it was met."""
        finding = [
            Measure(
                name=name,
                tp=tp,
                fp=fp,
                fn=fn,
                precision=ratio(tp, tp + fp),
                recall=ratio(tp, tp + fn),
                f1=ratio(2 * tp, 2 * tp + fp + fn),
            )
            for name, (tp, fp, fn) in self.found.items()
        ]
        checking = [
            Measure(name=name, right=right, asked=asked, accuracy=ratio(right, asked))
            for name, (right, asked) in self.checked.items()
        ]
        return (*finding, *checking)


def ratio(part: int, whole: int) -> float | None:
    """A share with three digits; None of nothing."""
    return round(part / whole, 3) if whole else None


def match(
    gold: Sequence[G], found: Sequence[F], same: Callable[[G, F], bool]
) -> tuple[list[tuple[G, F]], list[G], list[F]]:
    """Pair labels with found rows one to one, each label with the first that fits; and what is left of both."""
    left, pairs, missed = list(found), [], []
    for label in gold:
        hit = next((i for i, row in enumerate(left) if same(label, row)), None)
        if hit is None:
            missed.append(label)
        else:
            pairs.append((label, left.pop(hit)))
    return pairs, missed, left


def fold(text: str | None) -> str:
    """Lower-case letters and digits with single blanks; marks and invisible characters count for nothing."""
    if not text:
        return ""
    plain = unicodedata.normalize("NFKC", text).translate(BLANK_FOR_MARK)
    return NOT_ALPHANUMERIC.sub(" ", INVISIBLE.sub("", plain).lower()).strip()


def same_name(gold: str | None, found: str | None) -> bool:
    """Whether the words of two names agree; initials and one word more at either end are allowed."""
    a, b = fold(gold).split(), fold(found).split()
    if not a or not b:
        return False
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if len(long) - len(short) > 1 or (len(short) == 1 and len(long) > 2):
        return False
    return any(
        all(
            x == y or (min(len(x), len(y)) == 1 and x[0] == y[0])
            for x, y in zip(short, long[shift:], strict=False)
        )
        for shift in range(len(long) - len(short) + 1)
    )


def same_position(gold: str, found: Iterable[str | None]) -> bool:
    """Whether one of the offices found has all words of the label's, or the label all of its."""
    want = set(fold(gold).split())
    return any(f and (want <= (words := set(fold(f).split())) or words <= want) for f in found)


def same_date(gold: Row, found: Row) -> bool:
    """Whether a date expression has the label's value ("2024-09", "2024-09-02/2024-09-04") and its words."""
    first, _, last = gold["value"].partition("/")
    start = found["date_start"].isoformat() if found["date_start"] else ""
    end = found["date_end"].isoformat() if found["date_end"] else start
    words, printed = fold(gold["text"]), fold(found["text"])
    return (
        start.startswith(first)
        and (not last or end.startswith(last))
        and (words in printed or printed in words)
    )


def right_place(gold: Row, code: str | None, places: Mapping[str | None, Row]) -> bool:
    """Whether a place code is the label's place: its level, its name, and its province where that is said."""
    found = places.get(code)
    if gold["level"] == "national":
        return found is None or found["level"] in ("country", "national")
    if found is None:
        return False
    province = places.get(found["province_code"], found)
    return (
        area(gold["name"]) == area(found["name"])
        and gold["level"] == found["level"]
        and (not gold.get("province") or area(gold["province"]) == area(province["name"]))
    )


def right_day(want: str | None, found: str | None) -> bool:
    """Whether a day is the label's; a label of a month or a year fits every day in it."""
    if want is None or found is None:
        return want == found
    first = want.split("/")[0]
    return found == first or (len(first) < 10 and found.startswith(first))


def area(name: str) -> str:
    """The name of an area without blanks and without the words by which spellings differ."""
    return AREA_WORDS.sub("", fold(name)).replace(" ", "")
