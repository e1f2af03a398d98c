"""Outside corpora as texts with labels: what they print as words on lines, joined as the press prints it.

The guidelines of these corpora are not ours; how their labels are read stands at each converter.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from config.gazetteers import gazetteers
from transforms.matching import fold
from transforms.records import Span

TOGETHER = 12
_OPENS = frozenset("([“‘")
_CLOSES = frozenset(".,;:!?)]%…’")
_TIGHT = frozenset("-/")
_DOUBLE = frozenset('"”“')
_PRONOUNS = frozenset({"dia", "ia", "beliau"})
_CUE_REACH = 30


class Token(NamedTuple):
    """A word with its label, and whether a sentence ends behind it."""

    text: str
    label: str
    last: bool


class Label(NamedTuple):
    """A labelled stretch of the text; `speaker` for statements, where the labels name one."""

    kind: str
    span: Span
    speaker: str | None = None


def read_tokens(path: Path) -> Iterator[Token]:
    """The words of a file with one word to a line, its label last, and blank lines between sentences."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for filled, rows in groupby(lines, key=lambda line: bool(line.strip())):
        if filled:
            columns = [row.split() for row in rows]
            for at, parts in enumerate(columns):
                yield Token(parts[0], parts[-1], at == len(columns) - 1)


def join(tokens: Sequence[Token], sentences: int) -> tuple[str, list[Span]]:
    """The text of words with the span of each; blanks as printed, a line feed after so many sentences.

    Straight marks open and close by turns; no line ends inside a quotation.
    """
    text, spans, inside, tight, ended = "", [], False, True, 0
    for token in tokens:
        word = token.text
        mark = word in _DOUBLE
        closing = word in _CLOSES or (mark and inside) or word in _TIGHT
        if text and not tight and not closing and not text.endswith("\n"):
            text += " "
        spans.append(Span(len(text), len(text) + len(word)))
        text += word
        if mark:
            inside = not inside
        tight = word in _OPENS or (mark and inside) or word in _TIGHT
        ended += token.last
        if token.last and not inside and ended >= sentences:
            text, ended, tight = text + "\n", 0, True
    return text, spans


def statements(path: Path) -> Iterator[tuple[str, list[Label]]]:
    """The articles of PFSA-ID with their statements; an article begins at its dateline.

    The corpus labels what public figures said, not what others did: a quotation found where nothing is labelled
    is not wrong for that. A quotation broken by its attribution is two statements there.
    """
    tokens = list(read_tokens(path))
    starts = [0]
    for at, token in enumerate(tokens):
        if token.text == "KOMPAS" and at + 1 < len(tokens) and tokens[at + 1].text in ("—", "–", "-"):
            start = at
            while start and not tokens[start - 1].last:
                start -= 1
            if start > starts[-1]:
                starts.append(start)
    for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
        part = tokens[start:end]
        text, spans = join(part, 3)
        yield text.rstrip("\n"), list(_statements(part, spans, text))


def _statements(tokens: Sequence[Token], spans: Sequence[Span], text: str) -> Iterator[Label]:
    named = [(first, text[spans[first].start : spans[last].end]) for first, last, kind in _chunks(tokens)
             if kind in ("PERSON", "PERSONCOREF")]  # fmt: skip
    for first, last, kind in _chunks(tokens):
        if kind == "STATEMENT":
            yield Label("quote", Span(spans[first].start, spans[last].end), _speaker(tokens, last, named))


def _speaker(tokens: Sequence[Token], last: int, named: Sequence[tuple[int, str]]) -> str | None:
    """Whom the labels behind a statement name; a pronoun means the person labelled last before it.

    None where they name nobody or an office alone ("kata Presiden").
    """
    at = next((k for k in range(last + 1, min(last + 5, len(tokens))) if "CUE" in tokens[k].label), None)
    if at is None:
        return None
    end = next((k for k in range(at, len(tokens)) if tokens[k].last), len(tokens))
    points_back = tokens[at].label.endswith("COREF")
    behind = next(
        (name for k, name in named if not points_back and at < k <= min(end, at + _CUE_REACH)), None
    )
    if behind is not None and behind.casefold() not in _PRONOUNS:
        return None if fold(behind) in offices() else behind
    earlier = [
        name
        for k, name in named
        if k < at and name.casefold() not in _PRONOUNS and fold(name) not in offices()
    ]
    return earlier[-1] if earlier else None


@cache
def offices() -> frozenset[str]:
    """The printed forms of all offices, folded."""
    return frozenset(fold(title.form) for title in gazetteers().titles)


def _chunks(tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """First and last index and kind of each labelled stretch; prefixes B and U begin one."""
    first: int | None = None
    for at, token in enumerate(tokens):
        prefix, _, kind = token.label.partition("-")
        if prefix in "BU":
            first = at
        following = tokens[at + 1].label if at + 1 < len(tokens) else "O"
        if first is not None and following not in (f"I-{kind}", f"L-{kind}"):
            yield first, at, kind
            first = None


def names(path: Path) -> Iterator[tuple[str, list[Label]]]:
    """Texts of idner-news-2k with their names.

    The corpus prints single sentences out of their articles: twelve in a row make one text. Its locations take in
    countries, streets and buildings, its organizations parties, companies and clubs.
    """
    sentences: list[list[Token]] = [[]]
    for token in read_tokens(path):
        sentences[-1].append(token)
        if token.last:
            sentences.append([])
    for at in range(0, len(sentences), TOGETHER):
        part = [token for sentence in sentences[at : at + TOGETHER] for token in sentence]
        text, spans = join(part, 1)
        yield (
            text.rstrip("\n"),
            [Label(kind, Span(spans[first].start, spans[last].end)) for first, last, kind in _chunks(part)],
        )
