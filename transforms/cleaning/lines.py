"""How a single line reads: as a paragraph, as a headline, or as the headline of this article."""

import re
from collections.abc import Sequence
from functools import lru_cache

from transforms.blanking import blanked
from transforms.sentences import split_sentences

ORNAMENT = " \t>*•·–—-|»›→▪►●■◆✓✔_~"  # what may stand before the words of a line
_STOPS = (".", "!", "?", "…", ":", ";", ",")
_FINISHED = re.compile(r"[.!?…:;,][\"“”’'‘)\]*]*\s?(?:[(\[][^()\[\]]{1,30}[)\]])?[\s*./#-]*$")
_ATTRIBUTED = re.compile(r"(?:[\"“”]|(?<=[,.!?])[’']),?\s?[a-z][\w.]*(?:\s[\w.,]+){0,9}$")
_INNER_STOP = re.compile(r"[^\W_A-Z]\.[\"”)]?\s?[\"“(]?[A-Z]")
_WIDE_STOP = re.compile(r"[。！？]")  # of Chinese and Japanese, which put no blanks between words
_NUMBER = re.compile(r"^\d{1,2}[.)]?\s")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


def is_sentence(line: str) -> bool:
    """Whether a line reads as a paragraph: finished, with an attribution, of several sentences, or long."""
    line = line.strip()
    words = line.count(" ") + 1
    if words > 30 or (not line.isascii() and _WIDE_STOP.search(line)):
        return True
    if is_asked(line) and is_title_case(line):
        return False
    if line.endswith(_STOPS) or _FINISHED.search(line):
        return words > 2 or line[:1] in "\"“”'‘’"
    attributed = _ATTRIBUTED.search(line)
    if attributed and (line[attributed.start() - 1] in ",.!?" or not is_title_case(line)):
        return True
    return _INNER_STOP.search(line) is not None and not _is_one(line)


def is_title(line: str, title: str, *, loosely: bool = False) -> bool:
    """Whether a line is the headline: the same letters, cut short, or with the outlet's name behind it.

    Args:
        line: a line of the page.
        title: the headline.
        loosely: also accept a line that shares most of its words, as a headline in other words does.
    """
    if len(line) > 2 * len(title) + 40:
        return False
    if not loosely and _first_letter(line) != _first_letter(title):
        return False
    a, b = _letters(line), _letters(title)
    if not a or not b:
        return False
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if long.startswith(short) and len(short) >= 20:
        is_cut = line.rstrip().endswith(("...", "…")) or title.rstrip().endswith(("...", "…"))
        rest = (line if len(a) > len(b) else title)[-(len(long) - len(short)) - 4 :]
        return is_cut or (re.search(r"[-–—|:»]", rest) is not None and len(long) - len(short) <= 30)
    if not loosely:
        return False
    one, other = set(line.casefold().split()), set(title.casefold().split())
    return len(one & other) >= 0.6 * max(len(one), len(other))


def _first_letter(text: str) -> str:
    """The first letter or digit: lines are told from a headline by it at once, most of them."""
    return next((char for char in text if char.isalnum()), "").casefold()


@lru_cache(maxsize=64)
def _letters(text: str) -> str:
    return blanked(text.casefold()).replace(" ", "")


def _is_one(line: str) -> bool:
    return len(split_sentences(line)) < 2


def is_asked(line: str) -> bool:
    """Whether a line is one short question or exclamation."""
    return (
        line.rstrip("\"“”’'‘)").endswith(("!", "?", "...", "…")) and len(line.split()) <= 20 and _is_one(line)
    )


def is_stopped_title(line: str) -> bool:
    """Whether a line is set like a headline and ends with a full stop: "Camat Diminta Netral."."""
    core = line.strip()
    is_plain = core.endswith(".") and not core.endswith("..") and not re.search(r"[\"“”,;]", core)
    is_plain = is_plain and core.rpartition(" ")[2][:1].isupper()
    return is_plain and 3 <= core.count(" ") + 1 <= 16 and is_title_case(core) and _is_one(core)


def is_headline(line: str) -> bool:
    """Whether a line can be a headline: a few words that do not lead over to the next line."""
    words = line.split()
    return 3 <= len(words) <= 30 and len(line) <= 240 and not line.rstrip().endswith((":", ";", ","))


def first_headline(lines: Sequence[str]) -> str | None:
    """The first line that can be a headline; where it has four words at most, a longer one behind it goes before."""
    headlines = [line for line in lines if is_headline(line)]
    if headlines and len(headlines[0].split()) <= 4:
        headlines = [line for line in headlines if len(line.split()) >= 5] or headlines
    return headlines[0].strip() if headlines else None


def is_stub(line: str) -> bool:
    """Whether a line is a word or three that say nothing: a button, a name, a section."""
    core = line.strip()
    return core.count(" ") < 3 and core[:1].isalpha() and core[-1:] not in ".!?"


def is_title_case(line: str) -> bool:
    """Whether a line is set like a headline: four words or more, most of the long ones with a capital."""
    core = _NUMBER.sub("", line.strip().lstrip(ORNAMENT))
    if core.count(" ") < 2:
        return False
    words = _LONG_WORD.findall(core)
    return bool(words) and sum(word[0].isupper() for word in words) >= 0.7 * len(words)
