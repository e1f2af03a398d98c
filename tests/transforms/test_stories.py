"""Near-duplicate texts by their signatures."""

import random
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bench.texts import Text, texts, twins
from transforms.resolving.stories import BANDS, copies_among, sign

NAMES = ("Rini Wati", "Joko Santosa", "Wayan Sudira", "Melkias Wenda", "Teuku Iskandar", "Lusiana Pertiwi")
TEXT = ". ".join(
    f"Rapat ke {n} membahas urusan{n} bersama {NAMES[n % 6]} yang membawa usul{n} dari warga{n % 7}"
    for n in range(40)
)
OTHER = ". ".join(
    f"Ucapan{n} soal perkara{n % 5} datang dari {NAMES[n % 6]} pada acara{n}" for n in range(40)
)
PRICES = (
    "Harga emas batangan yang dijual {shop} pada perdagangan {day} tercatat sebesar {price} per gram. Harga itu "
    "berubah {change} dibandingkan dengan harga pada perdagangan sebelumnya. Sementara itu harga jual kembali atau "
    "buyback berada pada level {back} per gram, kata {name}. Transaksi harga jual dikenakan potongan pajak sesuai "
    "dengan peraturan menteri keuangan yang berlaku. Setiap pembelian disertai dengan bukti potong pajak."
)


def likeness(one: str, other: str) -> float:
    return sign(one).likeness(sign(other).sketches)


def test_a_text_is_like_itself_whatever_its_case_and_marks() -> None:
    assert likeness(TEXT, TEXT) == 1.0
    assert likeness(TEXT, TEXT.replace(". ", "! ").replace("Rapat", "RAPAT")) == 1.0


def test_a_repost_with_a_new_first_line_is_one_story() -> None:
    assert likeness(TEXT, "Kabar Pagi Ini\nJAKARTA, KABAR - " + TEXT + "\nEditor: Maya Lestari") > 0.9


@pytest.mark.parametrize("share", [0.5, 0.6, 0.75, 0.9])
def test_a_copy_that_was_cut_is_one_story(share: float) -> None:
    words = TEXT.split()
    assert likeness(TEXT, " ".join(words[: round(len(words) * share)])) > 0.9


def test_a_digest_of_several_articles_is_a_copy_of_none() -> None:
    long = " ".join(TEXT.replace("urusan", f"urusan{n}x").replace("usul", f"usul{n}y") for n in range(3))
    assert likeness(TEXT, f"{TEXT} {long}") == 0.0


def test_other_texts_are_not_alike() -> None:
    assert likeness(TEXT, OTHER) == 0.0


def test_texts_cut_to_one_pattern_are_not_alike() -> None:
    rng = random.Random(1)

    def prices(name: str) -> str:
        numbers = {
            slot: f"Rp {rng.randrange(900, 2000)}.{rng.randrange(100, 999)}"
            for slot in ("price", "change", "back")
        }
        return PRICES.format(
            shop=f"Toko {name.split()[-1]}", day=f"{rng.randrange(1, 28)} Juni", name=name, **numbers
        )

    first, second = prices("Rini Wati"), prices("Joko Santosa")
    assert likeness(first, second) == 0.0
    assert likeness(first, first.replace("tercatat", "ditutup")) > 0.8


def test_one_text_for_another_weekday_tells_of_another_day() -> None:
    monday = "Jadwal siaran hari Senin. " + TEXT
    assert likeness(monday, monday.replace("Senin", "Selasa")) == 0.0
    assert likeness(monday, "Siaran. " + TEXT) > 0.9


def test_likes_share_a_band_and_others_do_not() -> None:
    changed = sign(TEXT.replace("usul7", "lain").replace("usul31", "lain"))
    assert set(sign(TEXT).bands) & set(changed.bands)
    assert not set(sign(TEXT).bands) & set(sign(OTHER).bands)
    assert len(changed.bands) == BANDS
    assert all(0 <= band < 1 << 32 for band in changed.bands)


def test_a_text_without_words_is_like_nothing() -> None:
    empty = sign(" …!")
    assert empty.sketches == b"" and empty.bands == ()
    assert empty.likeness(b"") == empty.likeness(sign(TEXT).sketches) == sign(TEXT).likeness(b"") == 0.0


def test_signatures_are_the_same_in_another_process() -> None:
    code = f"from transforms.resolving.stories import sign; print(sign({TEXT!r}))"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == str(sign(TEXT))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400) | st.text("ab A1\n", max_size=60))
def test_any_text_has_a_signature_and_is_like_itself(text: str) -> None:
    signed = sign(text)
    assert signed.likeness(signed.sketches) in (0.0, 1.0)
    assert len(signed.bands) in (0, BANDS)


@pytest.fixture(scope="module")
def made() -> list[Text]:
    return list(texts(3_000))


def test_copies_are_found_and_nothing_else(made: list[Text]) -> None:
    signed = {text.number: sign(text.text) for text in made}
    found = {(earlier, text) for text, earlier, _ in copies_among(signed, dict.fromkeys(signed))}
    truth = twins(made)
    assert len(truth) > 900
    assert len(found & truth) >= 0.99 * len(found)
    assert len(found & truth) >= 0.95 * len(truth)


@pytest.mark.parametrize(("days", "copies"), [(31, [(1, 0)]), (32, []), (None, [(1, 0)])])
def test_a_text_that_comes_again_after_more_than_a_month_is_no_copy(
    days: int | None, copies: list[tuple[int, int]]
) -> None:
    first = date(2024, 9, 2)
    published = {0: first, 1: None if days is None else first + timedelta(days=days)}
    found = copies_among({0: sign(TEXT), 1: sign(TEXT)}, published)
    assert [(text, earlier) for text, earlier, _ in found] == copies
