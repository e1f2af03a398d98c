"""Words that stand right before a position, looked for only where the last of them does."""

import re
from collections.abc import Iterable

from transforms.scanning import plain_letters


class Before:
    """A pattern for words with blanks behind, searched for up to a position.

    Most positions have other words before them, and the pattern would be tried at each character to find that out.

    Args:
        pattern: the words, without regard to case.
        words: what a match ends with, the blanks left out.
    """

    def __init__(self, pattern: str, words: Iterable[str]) -> None:
        self._pattern = re.compile(rf"(?<!\w)(?:{pattern})\s+\Z", re.IGNORECASE)
        self._last = tuple({word.split()[-1].lower() for word in words})

    def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The words that end before `end` with nothing but blanks between, from `start` on."""
        if not text[end - 1 : end].isspace():
            return None
        before = plain_letters(text[start:end]).rstrip().lower()
        return self._pattern.search(text, start, end) if before.endswith(self._last) else None
