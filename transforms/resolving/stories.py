"""Near-duplicate texts: a small signature of a text's word sequences, and how alike two of them are.

One-permutation MinHash (Li, Owen, Zhang 2012) with optimal densification (Shrivastava 2017): each run of five
words is hashed once, the hash names a bin and a value, and each bin keeps its least value. The share of equal
bins estimates the Jaccard similarity of the two sets of runs. No seed, clock or process state enters.
"""

import re
from array import array
from zlib import crc32

BINS = 128
BANDS = 32
RUN = 5
THRESHOLD = 0.5
"""Texts whose runs of words agree to this share tell one story (syndication, re-posts)."""

_ROWS = BINS // BANDS
_WORD = re.compile(r"[^\W_]+")
_EMPTY = 1 << 32
_MIX = 0x9E3779B97F4A7C15
_MASK = (1 << 64) - 1


def signature(text: str) -> bytes:
    """The signature of a text: 128 numbers of 16 bits, or no bytes at all for a text without a word."""
    words = _WORD.findall(text.lower())
    if not words:
        return b""
    bins = [_EMPTY] * BINS
    for start in range(max(1, len(words) - RUN + 1)):
        mixed = (crc32(" ".join(words[start : start + RUN]).encode("utf-8", "replace")) * _MIX & _MASK) >> 20
        number, value = mixed & (BINS - 1), (mixed >> 7) & 0xFFFFFFFF
        if value < bins[number]:
            bins[number] = value
    filled = [value if value != _EMPTY else bins[_lender(bins, number)] for number, value in enumerate(bins)]
    return array("H", [value & 0xFFFF for value in filled]).tobytes()


def bands(signed: bytes) -> tuple[int, ...]:
    """Keys to look for candidates by, as signed 64-bit numbers: texts that share none are hardly alike."""
    width = 2 * _ROWS
    keys = (
        int.from_bytes(signed[number * width : (number + 1) * width], "little") ^ (number * _MIX & _MASK)
        for number in range(len(signed) // width)
    )
    return tuple(key - (1 << 64) if key >> 63 else key for key in keys)


def similarity(one: bytes, other: bytes) -> float:
    """The estimated Jaccard similarity of two texts, 0 to 1; 0 where either has no word."""
    if not one or len(one) != len(other):
        return 0.0
    pairs = zip(memoryview(one).cast("H"), memoryview(other).cast("H"), strict=True)
    return sum(a == b for a, b in pairs) / (len(one) // 2)


def _lender(bins: list[int], number: int) -> int:
    """The filled bin that an empty one takes its value from: the same for all texts with the same filled bins."""
    attempt = 0
    while True:
        attempt += 1
        at = crc32(f"{number}:{attempt}".encode()) % BINS
        if bins[at] != _EMPTY:
            return at
