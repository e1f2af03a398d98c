"""Compressed bodies: whole, broken, cut short, too large; in whatever pieces they come."""

import gzip
import zlib
from collections.abc import Callable, Iterator

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.bodies import BodyError, read_body, unpacked

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "zstd": zstandard.compress,
    "identity": bytes,
}
LIMIT = 1_000_000


def cut_up(data: bytes, size: int) -> Iterator[bytes]:
    return (data[start : start + size] for start in range(0, len(data), size))


@given(st.sampled_from(sorted(PACKERS)), st.binary(max_size=2_000), st.integers(1, 700), st.integers(1, 40))
def test_a_body_comes_back_whole_in_any_pieces(encoding: str, body: bytes, size: int, times: int) -> None:
    packed = PACKERS[encoding](body * times)
    assert read_body(cut_up(packed, size), encoding, LIMIT) == body * times


@given(st.sampled_from(["gzip", "deflate", "zstd"]), st.binary(min_size=1, max_size=500), st.data())
def test_a_body_cut_short_is_noticed(encoding: str, body: bytes, data: st.DataObject) -> None:
    packed = PACKERS[encoding](body)
    end = data.draw(st.integers(2, len(packed) - 1))
    with pytest.raises(BodyError) as caught:
        read_body([packed[:end]], encoding, LIMIT)
    assert caught.value.code == "truncated"


@given(
    st.sampled_from([*PACKERS, "x-gzip", "br", "gzip, gzip", "é"]),
    st.binary(max_size=300),
    st.integers(1, 50),
)
def test_any_bytes_give_a_body_or_a_reason(encoding: str, data: bytes, size: int) -> None:
    try:
        assert len(read_body(cut_up(data, size), encoding, LIMIT)) <= LIMIT
    except BodyError as error:
        assert error.code in ("bad_encoding", "truncated", "too_large")


@pytest.mark.parametrize("encoding", sorted(PACKERS))
def test_a_body_is_refused_or_cut_at_its_limit(encoding: str) -> None:
    packed = PACKERS[encoding](bytes(LIMIT + 1))
    with pytest.raises(BodyError) as caught:
        read_body(cut_up(packed, 999), encoding, LIMIT)
    assert caught.value.code == "too_large"
    assert len(read_body(cut_up(packed, 999), encoding, LIMIT, cut=True)) == LIMIT
    assert len(read_body(cut_up(packed, 999), encoding, LIMIT + 1)) == LIMIT + 1


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_members_in_a_row_are_one_body(encoding: str) -> None:
    packed = PACKERS[encoding](b"satu ") + PACKERS[encoding](b"dua")
    for size in (1, 7, 1_000):
        assert read_body(cut_up(packed, size), encoding, LIMIT) == b"satu dua"


def test_what_follows_a_gzip_body_is_ignored() -> None:
    assert read_body([gzip.compress(b"satu") + b"\0\0\0"], "gzip", LIMIT) == b"satu"


def test_a_raw_deflate_body_is_taken_as_well() -> None:
    for size in (1, 2, 1_000):
        assert read_body(cut_up(zlib.compress(b"satu dua", wbits=-15), size), "deflate", LIMIT) == b"satu dua"


def test_no_body_is_an_empty_body() -> None:
    for encoding in PACKERS:
        assert read_body([], encoding, LIMIT) == b""


@pytest.mark.parametrize(
    ("encoding", "largest"), [("gzip", 65_536), ("deflate", 65_536), ("zstd", 8_388_608)]
)
def test_a_bomb_is_unfolded_in_small_pieces(encoding: str, largest: int) -> None:
    pieces = [len(piece) for piece in unpacked([PACKERS[encoding](bytes(50_000_000))], encoding)]
    assert sum(pieces) == 50_000_000 and max(pieces) <= largest
