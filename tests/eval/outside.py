"""Measure quotes, speakers and names on labelled Indonesian corpora that others made.

`python -m tests.eval.outside FOLDER [--misses]` reads, from a folder that the user names, whichever of these lie
there: `dev-40.txt` of PFSA-ID (quotations of public figures), `train.txt` and `dev.txt` of idner-news-2k (persons,
organizations, locations). Nothing of either is part of the project. How what is found is held against the labels:

- Quotes count by overlap. A statement inside a quotation that an attribution breaks counts as found with it. A
  quotation that nobody labelled counts as false, although the corpus leaves out what is no public figure's.
- Names count by overlap; `exact bounds` is the share of the persons found whose name, honorifics and degrees aside,
  is the labelled one. Offices alone are no names. Of the locations those with a code of ours are asked for, and a
  place found inside an organization's name is right.
"""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.eval.outside_corpora import Label, names, statements
from transforms.cleaning.clean import Cleaned
from transforms.extract import extract_article
from transforms.matching import fold
from transforms.persons.names import read_name
from transforms.persons.splitting import split_words
from transforms.places.index import place_index
from transforms.records import Article, Extraction, Mention, Span

_EDGES = '”“" ,.!?'
_SHOWN = 90


@dataclass
class Tally:
    """Hits and errors of one measure: `found` ones of which `right` are labelled, `asked` ones of which `hit`."""

    right: int = 0
    found: int = 0
    hit: int = 0
    asked: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        precision, recall = self.right / max(1, self.found), self.hit / max(1, self.asked)
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def count(
        self, text: str, labels: Sequence[Span], found: Sequence[Span], also: Sequence[Span] = ()
    ) -> None:
        """Add one text: what was found counts where it overlaps a label, or something of `also`."""
        for span in found:
            right = any(span.overlaps(other) for other in (*labels, *also))
            self.right += right
            self.found += 1
            if not right:
                self.errors.append(f"false: {_around(text, span)}")
        for span in labels:
            hit = any(span.overlaps(other) for other in found)
            self.hit += hit
            self.asked += 1
            if not hit:
                self.errors.append(f"missed: {_around(text, span)}")

    def ask(self, right: bool, error: str) -> None:
        """Add one question to a measure that is a share."""
        self.asked += 1
        self.hit += right
        if not right:
            self.errors.append(error)

    def line(self, name: str) -> str:
        """The measure as a line of the table."""
        recall = self.hit / max(1, self.asked)
        if not self.found:
            return f"{name:28}{'':18}{recall:9.3f}  of {self.asked}"
        precision = self.right / self.found
        return (
            f"{name:28}{precision:9.3f}{recall:9.3f}{self.f1:9.3f}  found {self.found}, labelled {self.asked}"
        )


def measure_statements(texts: Iterable[tuple[str, list[Label]]]) -> dict[str, Tally]:
    """Direct quotes, and of those found the share with exact bounds and with the right speaker."""
    quotes, bounds, speakers = Tally(), Tally(), Tally()
    for text, labels in texts:
        found = [(Span(q.start_char, q.end_char), q) for q in _extract(text).quotes if q.is_direct]
        quotes.count(text, [label.span for label in labels], [span for span, _ in found])
        for label in labels:
            said = text[slice(*label.span)].strip(_EDGES)
            quote = next((q for span, q in found if label.span.overlaps(span)), None)
            if quote is None:
                continue
            edge = quote.text.strip(_EDGES)
            bounds.ask(edge.startswith(said) or edge.endswith(said), f"{said!r} as {edge!r}")
            if label.speaker:
                named = fold(label.speaker).split()
                speakers.ask(
                    any(word in fold(quote.speaker or "") for word in named if len(word) > 2),
                    f"{label.speaker!r} as {quote.speaker!r} ({quote.speaker_reason}): {_around(text, label.span)}",
                )
    return {"direct quotes": quotes, "... with exact bounds": bounds, "... with the speaker": speakers}


def measure_names(texts: Iterable[tuple[str, list[Label]]]) -> dict[str, Tally]:
    """Persons, organizations and places; of the persons found the share with the name's exact bounds."""
    persons, bounds, bodies, places = Tally(), Tally(), Tally(), Tally()
    known = place_index().codes_by_name
    for text, labels in texts:
        mentions = _extract(text).mentions
        people = [label.span for label in labels if label.kind == "PER"]
        found = [
            _name_span(m) for m in mentions if m.kind == "person" and not m.rule_id.endswith("office_alone")
        ]
        persons.count(text, people, found)
        for span in people:
            near = [other for other in found if span.overlaps(other)]
            if near:
                bounds.ask(span in near, f"{text[slice(*span)]!r} as {[text[slice(*s)] for s in near]}")
        organizations = [label.span for label in labels if label.kind == "ORG"]
        bodies.count(text, organizations, _spans(mentions, "organization"))
        locations = [label.span for label in labels if label.kind == "LOC"]
        coded = [span for span in locations if fold(text[slice(*span)]) in known]
        places.count(text, coded, _spans(mentions, "place"), also=locations + organizations)
    return {
        "persons": persons,
        "... with exact bounds": bounds,
        "organizations": bodies,
        "places that have a code": places,
    }


def _article(text: str) -> Article:
    """A text as a cleaned article of which nothing else is known."""
    return Article(
        article_id="outside",
        document_id="outside",
        source_id="outside",
        origin="outside",
        url=None,
        outlet=None,
        title=None,
        authors=(),
        editors=(),
        dateline=None,
        published_at=None,
        published_precision=None,
        published_basis=None,
        fetched_at=None,
        language="id",
        text=text,
        word_count=len(text.split()),
    )


def _extract(text: str) -> Extraction:
    return extract_article(Cleaned(_article(text), ()))


def _spans(mentions: Iterable[Mention], kind: str) -> list[Span]:
    return [Span(m.start_char, m.end_char) for m in mentions if m.kind == kind]


def _name_span(mention: Mention) -> Span:
    """The span of a mention without honorifics and degrees."""
    name = read_name(mention.text, split_words(mention.text), 0, common_too=True)
    if name is None:
        return Span(mention.start_char, mention.end_char)
    return Span(mention.start_char + name.name_start, mention.start_char + name.name_end)


def _around(text: str, span: Span) -> str:
    shown = text[slice(*span)]
    if len(shown) > 2 * _SHOWN:
        shown = f"{shown[:_SHOWN]} … {shown[-_SHOWN:]}"
    return repr(
        f"{text[max(0, span.start - _SHOWN) : span.start]}[{shown}]{text[span.end : span.end + _SHOWN]}"
    )


CORPORA = (
    ("dev-40.txt", statements, measure_statements),
    ("train.txt", names, measure_names),
    ("dev.txt", names, measure_names),
)


def main(arguments: Sequence[str]) -> int:
    """Print a table for each corpus file of the folder; status 2 where there is none."""
    folders = [Path(argument) for argument in arguments if not argument.startswith("--")]
    if len(folders) != 1 or not folders[0].is_dir():
        sys.stdout.write(f"{__doc__}\n")
        return 2
    read = 0
    for name, convert, measure in CORPORA:
        for path in sorted(folders[0].rglob(name)):
            read += 1
            sys.stdout.write(f"\n{path.name:28}precision   recall       F1\n")
            for measured, tally in measure(convert(path)).items():
                sys.stdout.write(f"{tally.line(measured)}\n")
                if "--misses" in arguments:
                    sys.stdout.writelines(f"    {error}\n" for error in tally.errors)
    if not read:
        sys.stdout.write(f"{folders[0]} holds none of {', '.join(name for name, _, _ in CORPORA)}.\n")
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
