"""Characters as their author typed them: mojibake, entities and invisible characters mended, words untouched."""

import html
import re
import unicodedata
from typing import NamedTuple

import ftfy
from ftfy.badness import is_bad

_FTFY = ftfy.TextFixerConfig(uncurl_quotes=False, fix_character_width=False, fix_latin_ligatures=False)
_CP1252_TAIL = "".join(bytes([b]).decode("cp1252", "ignore") for b in range(0x80, 0xC0))
# "â€œ" is “ read in the wrong code page. The last byte of ” has no letter there and is often lost:
# then "â€" stands alone, before "?" or before a blank that was a no-break space.
_LOST_BYTE = re.compile(rf"â€(?![{re.escape(_CP1252_TAIL.replace(chr(0xA0), ''))}\x80-\x9f])\??")
# The no-break space is "Â" and a blank there; the blank may since have become a plain one.
# Letters that the first byte of a broken character turns into, in the code pages that are usual for it.
_SUSPECT = re.compile(r"[\u00c2-\u00f4\x80-\x9f\u0393\u0402\u0432]")
# What stands in whatever ftfy takes for mojibake: most of it is two letters that are not of ASCII.
_PAIR = re.compile(r"[^\x00-\x7f]{2}|[\x80-\x9fÂÃŒœ]")
_LONE_A = re.compile(r"Â+(?=\s|$)", re.MULTILINE)
_ENTITY = re.compile(r"&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TWICE_ESCAPED = re.compile(r"&(?:amp;)+(?=(?:#\w{1,8}|[A-Za-z][A-Za-z0-9]{1,31});)")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LINE_BREAKS = "\r\v\f\u2028\u2029"
_LINE_BREAK = re.compile(r"\r\n?|[\v\f\u2028\u2029]")
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe0e\ufe0f\ufeff\ufff9-\ufffb"
    r"\U000e0000-\U000e01ef]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010ffff]")
# Signs of the fonts that Word sets its bullets in; other private letters are icons of a page's own font.
_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0e0": "→", "\uf02d": "-"}
_ODD_LETTERS = re.compile(r"[\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff]")
# What most texts have none of, looked for at once.
_RARE = re.compile("|".join(p.pattern for p in (_SURROGATE, _INVISIBLE, _CONTROL, _PRIVATE, _ODD_LETTERS)))
# What every repair leaves alone: ASCII but for "&", and the marks of a newspaper and its page. Blanks are looked at apart.
_PLAIN = bytes(code for code in b"\n" + bytes(range(32, 127)) if code != ord("&"))
_PLAIN_MARKS = "‘’“”–—…•©«»‹›·"
_MOST_ROUNDS = 6


class Repaired(NamedTuple):
    """A text after repair and the names of the repairs that changed it, in the order of first use."""

    text: str
    repairs: tuple[str, ...]


def repair(text: str) -> Repaired:
    """Mend the characters of a text without changing its words.

    Mojibake, HTML entities (also escaped twice), line ends, control, invisible and lone surrogate
    characters, glyphs of private fonts, blanks of other widths, letters in mathematical or full width are
    brought to plain text in NFC; runs of blanks become one, and lines lose the blanks at both ends. Curly quotation
    marks, dashes and missing blanks stay as printed. Repairing a repaired text changes nothing.

    Args:
        text: any text, lone surrogates included.
    """
    if _is_plain(text):
        return Repaired(text, ())
    done: dict[str, None] = {}
    for _ in range(_MOST_ROUNDS):
        before = text
        for name, mend in _STEPS if _RARE.search(text) else _COMMON_STEPS:
            mended = mend(text)
            if mended != text:
                done[name] = None
                text = mended
        if text == before or _is_plain(text):
            break
    return Repaired(text, tuple(done))


def _is_plain(text: str) -> bool:
    """Whether a text is seen at a glance to need no repair."""
    others = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    return (
        not others.decode("utf-8", "surrogatepass").strip(_PLAIN_MARKS)
        and "  " not in text
        and "\n " not in text
        and " \n" not in text
        and not text.startswith(" ")
        and not text.endswith(" ")
    )


def _surrogates(text: str) -> str:
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _entities(text: str) -> str:
    if "&" not in text:
        return text
    text = _TWICE_ESCAPED.sub("&", text)
    return _ENTITY.sub(lambda entity: html.unescape(entity.group()), text)


def _line_breaks(text: str) -> str:
    if not any(char in text for char in _LINE_BREAKS):
        return text
    return _LINE_BREAK.sub("\n", text)


def _mojibake(text: str) -> str:
    if text.isascii() or not _SUSPECT.search(text):
        return text
    if "â€" in text:
        text = _LOST_BYTE.sub("”", text)
    if _PAIR.search(text):
        text = "\n".join(
            ftfy.fix_encoding(line, _FTFY) if _PAIR.search(line) and is_bad(line) else line
            for line in text.split("\n")
        )
    return _LONE_A.sub("", text) if "Â" in text else text


def _controls(text: str) -> str:
    return _CONTROL.sub(lambda c: _from_windows(c.group()), text)


def _from_windows(control: str) -> str:
    """What a control character of the upper range stands for in Windows-1252; nothing for the others."""
    return bytes([ord(control)]).decode("cp1252", "ignore") if "\x80" <= control <= "\x9f" else ""


def _private(text: str) -> str:
    return text if text.isascii() else _PRIVATE.sub(lambda c: _BULLETS.get(c.group(), " "), text)


def _invisible(text: str) -> str:
    return text if text.isascii() else _INVISIBLE.sub("", text)


def _blanks(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.split("\n"))


def _letter_forms(text: str) -> str:
    if text.isascii():
        return text
    return _ODD_LETTERS.sub(lambda c: unicodedata.normalize("NFKC", c.group()), text)


def _normal_form(text: str) -> str:
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


_STEPS = (
    ("surrogates", _surrogates),
    ("entities", _entities),
    ("line_breaks", _line_breaks),
    ("mojibake", _mojibake),
    ("control_characters", _controls),
    ("invisible_characters", _invisible),
    ("private_use", _private),
    ("blanks", _blanks),
    ("letter_forms", _letter_forms),
    ("normal_form", _normal_form),
)
_COMMON_STEPS = tuple(
    step for step in _STEPS if step[1] not in (_surrogates, _controls, _invisible, _private, _letter_forms)
)
