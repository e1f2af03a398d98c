"""Bytes of a feed into text that every parser survives, and how they were decoded."""

import codecs
import re
from html.entities import html5
from typing import NamedTuple

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"^\s{0,200}<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']", re.IGNORECASE
)
# Characters that XML 1.0 does not have.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCE = re.compile(r"&(?:#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?|([A-Za-z][A-Za-z0-9]{1,31});)?")
# Python codecs that are no encodings of documents, some of them slow by the square of the length.
_NO_ENCODINGS = {"idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "utf-7"}
_XML_NAMES = {"amp", "lt", "gt", "quot", "apos"}
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
LOST = "\ufffd"
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


class Decoded(NamedTuple):
    """Text, and the encoding that it was read by."""

    text: str
    encoding: str


def decode(content: bytes, charset: str | None = None) -> Decoded:
    """Decode bytes by the first that fits, always in this order.

    Byte order mark; the zero bytes of UTF-16 and UTF-32; UTF-8 where all bytes are, or most beyond ASCII (the
    others, pasted in by some editor, are read as Windows-1252); the charset of the transfer; the one that the XML
    declaration names; Windows-1252, in which bytes without a character become U+FFFD. Declared Latin-1 is read as
    Windows-1252, as browsers do.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return Decoded(content.decode(name, "replace").removeprefix("\ufeff"), name)
    head = content[:400]
    if len(head) >= 4 and head.count(0) > len(head) // 4:
        name = _wide(head)
        return Decoded(content.decode(name, "replace"), name)
    declared = [found[1].decode("ascii")] if (found := _DECLARED.match(content)) else []
    candidates = [name for name in (charset, *declared) if name]
    # ISO-2022 and HZ write every character in seven bits, so that their bytes are valid UTF-8 too.
    shifting = [name for name in candidates if name.lower().startswith(("iso-2022", "hz"))]
    for name in (*shifting, "utf-8"):
        if text := _strictly(content, name):
            return text
    if _is_mostly_utf8(content):
        return Decoded(content.decode("utf-8", _AS_WINDOWS), "utf-8")
    for name in candidates:
        if text := _strictly(content, name):
            return text
    return Decoded(content.decode("cp1252", "replace"), "cp1252")


def clean(text: str) -> str:
    """Text without what makes XML parsers fail or grow.

    Characters and numeric references that XML does not have become U+FFFD, names of HTML characters become the
    characters, and other ampersands are escaped (nothing in CDATA is touched but illegal characters). A DOCTYPE
    goes with all that it declares, so that no entity of the document's own is ever expanded.
    """
    text = without_doctype(_ILLEGAL.sub(LOST, text))
    if "&" not in text:
        return text
    if "<![CDATA[" not in text:
        return _references(text)
    return "".join(
        piece if piece.startswith("<![CDATA[") else _references(piece) for piece in _CDATA.split(text)
    )


def without_doctype(text: str) -> str:
    """The text without its DOCTYPE, internal subset included."""
    found = re.search(r"<!DOCTYPE\b", text[:65536], re.IGNORECASE)
    if not found:
        return text
    root = re.compile(r"<(?=[A-Za-z_])").search(text, found.end())
    end = text.find(">", found.end())
    subset = text.find("[", found.end(), end if end >= 0 else None)
    if subset >= 0:
        closed = re.compile(r"\]\s*>").search(text, subset)
        end = closed.end() - 1 if closed and (root is None or closed.end() <= root.start()) else -1
    if end < 0 or (root is not None and end > root.start()):
        end = root.start() - 1 if root else len(text) - 1
    return text[: found.start()] + text[end + 1 :]


def _wide(head: bytes) -> str:
    """Which wide encoding bytes without a mark are in, told by where their zeros stand."""
    zeros = [head[place::4].count(0) for place in range(4)]
    full = len(head) // 4
    if zeros[0] >= full and zeros[1] >= full and zeros[2] >= full:
        return "utf-32-be"
    if zeros[1] >= full and zeros[2] >= full and zeros[3] >= full:
        return "utf-32-le"
    return "utf-16-be" if head[::2].count(0) > head[1::2].count(0) else "utf-16-le"


def _strictly(content: bytes, name: str) -> Decoded | None:
    try:
        codec = codecs.lookup(name).name.replace("_", "-")
        if codec in _NO_ENCODINGS:
            return None
        codec = "cp1252" if codec in ("iso8859-1", "ascii") and not content.isascii() else codec
        return Decoded(content.decode(codec), codec)
    except (LookupError, ValueError):
        return None


def _is_mostly_utf8(content: bytes) -> bool:
    text = content.decode("utf-8", "replace")
    lost = text.count(LOST)
    return len(_BEYOND_ASCII.findall(text)) - lost > lost


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


_AS_WINDOWS = "warta-as-windows-1252"
codecs.register_error(_AS_WINDOWS, _as_windows)


def _references(text: str) -> str:
    return _REFERENCE.sub(_reference, text)


def _reference(found: re.Match[str]) -> str:
    """A reference that XML has, the character of one that HTML has, or the ampersand itself, escaped."""
    if name := found[3]:
        known = found[0] if name in _XML_NAMES else html5.get(f"{name};")
        return known or f"&amp;{name};"
    digits = found[1] or found[2]
    if not digits:
        return "&amp;"
    code = int(digits, 16 if found[1] else 10) if len(digits) <= 8 else -1
    legal = code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD
    return f"&#{code};" if legal or 0x10000 <= code <= 0x10FFFF else LOST
