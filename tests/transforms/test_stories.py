"""Near-duplicate texts by their signatures."""

import subprocess
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.resolving.stories import BANDS, THRESHOLD, bands, signature, similarity

TEXT = " ".join(f"kata{n} tentang hal{n % 7} yang dibahas dalam rapat{n}" for n in range(60))
OTHER = " ".join(f"ucapan{n} soal urusan{n % 5} dari peserta{n} acara" for n in range(60))


def test_a_text_is_like_itself_whatever_its_case_and_marks() -> None:
    assert similarity(signature(TEXT), signature(TEXT.upper() + "!")) == 1.0


def test_a_repost_with_a_new_first_line_is_one_story() -> None:
    assert similarity(signature(TEXT), signature("Jakarta, Warta - " + TEXT)) > 0.85


def test_half_a_text_is_near_the_share_it_has() -> None:
    half = " ".join(TEXT.split()[: len(TEXT.split()) // 2])
    assert 0.35 < similarity(signature(TEXT), signature(half)) < 0.65


def test_other_texts_are_not_alike() -> None:
    assert similarity(signature(TEXT), signature(OTHER)) < 0.1


def test_likes_share_a_band_and_others_do_not() -> None:
    changed = TEXT.replace("kata7", "lain").replace("kata31", "lain")
    assert similarity(signature(TEXT), signature(changed)) > THRESHOLD
    assert set(bands(signature(TEXT))) & set(bands(signature(changed)))
    assert not set(bands(signature(TEXT))) & set(bands(signature(OTHER)))
    assert len(bands(signature(TEXT))) == BANDS


def test_a_text_without_words_is_like_nothing() -> None:
    assert signature(" …!") == b""
    assert similarity(b"", b"") == 0.0
    assert bands(b"") == ()


def test_signatures_are_the_same_in_another_process() -> None:
    code = f"from transforms.resolving.stories import signature; print(signature({TEXT!r}).hex())"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == signature(TEXT).hex()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_has_a_signature(text: str) -> None:
    assert len(signature(text)) in (0, 256)
    assert similarity(signature(text), signature(text)) in (0.0, 1.0)
