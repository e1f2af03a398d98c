import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.cleaning.characters import repair

CASES = [
    # as received, as repaired, repairs
    ("“Jangan main-main,” ujar Rini.", "“Jangan main-main,” ujar Rini.", ()),
    ("pada 2024.Karena itu,ujarnya", "pada 2024.Karena itu,ujarnya", ()),
    ("â€œSaya siap,â€ kata Rini", "“Saya siap,” kata Rini", ("mojibake",)),
    ("â€œSaya siap,â€ungkap Rini", "“Saya siap,”ungkap Rini", ("mojibake",)),
    ("â€œSaya siapâ€", "“Saya siap”", ("mojibake",)),
    ("â€œSaya siap,â€? kata Rini", "“Saya siap,” kata Rini", ("mojibake",)),
    ("â€œSaya siap,â€\x9d kata Rini", "“Saya siap,” kata Rini", ("mojibake",)),
    ("â€œSaya siap,â€\xa0kata Rini", "“Saya siap,” kata Rini", ("mojibake", "blanks")),
    ("Makmur â€“ Bupati", "Makmur – Bupati", ("mojibake",)),
    ("Makmur â€” Bupati", "Makmur — Bupati", ("mojibake",)),
    ("itâ€™s â€˜okeâ€™ â€¦", "it’s ‘oke’ …", ("mojibake",)),
    ("â\x80\x9cLatinâ\x80\x9d", "“Latin”", ("mojibake",)),
    ("Ã¢â‚¬Å“Dobel", "“Dobel", ("mojibake",)),
    ("CafÃ© Â© 2024", "Café © 2024", ("mojibake",)),
    ("Baca : Â Judul lain", "Baca : Judul lain", ("mojibake", "blanks")),
    ("Baca : Â\xa0Judul lain", "Baca : Judul lain", ("mojibake", "blanks")),
    ("katanya.Â", "katanya.", ("mojibake",)),
    ("campur “asli” dan â€œrusakâ€ oke", "campur “asli” dan “rusak” oke", ("mojibake",)),
    ("\x93teks\x94 \x96 lama", "“teks” – lama", ("mojibake",)),
    (
        "Rini &amp; Joko &ldquo;siap&rdquo;&nbsp;&#8211; &#x2026;",
        "Rini & Joko “siap” – …",
        ("entities", "blanks"),
    ),
    ("Rini &amp;amp;quot;siap&amp;quot;", 'Rini "siap"', ("entities",)),
    ("cari?a=1&copy=2&hal=3 AT&T", "cari?a=1&copy=2&hal=3 AT&T", ()),
    ("\ufeffNetra\u00adlitas\u200b A\u200bSN\u2060", "Netralitas ASN", ("invisible_characters",)),
    ("satu\r\ndua\rtiga\u2028empat", "satu\ndua\ntiga\nempat", ("line_breaks",)),
    ("  satu \t dua\u2003tiga \n\n empat ", "satu dua tiga\n\nempat", ("blanks",)),
    ("bel\x07 nol\x00", "bel nol", ("control_characters",)),
    ("putus \ud83d akhir", "putus \ufffd akhir", ("surrogates",)),
    ("senyum \ud83d\ude00", "senyum \U0001f600", ("surrogates",)),
    ("Cafe\u0301", "Café", ("normal_form",)),
    ("\uf0b7 Pertama\n\uf0d8 Kedua \ue001 ikon", "• Pertama\n➢ Kedua ikon", ("private_use", "blanks")),
    ("\u202eterbalik\u202c \u2067kanan\u2069", "terbalik kanan", ("invisible_characters",)),
    ("bendera\U000e0067\U000e007f catatan\ufff9", "bendera catatan", ("invisible_characters",)),
    ("bukan\ufffe huruf\ufdd0", "bukan huruf", ("control_characters",)),
    ("suhu 30Â°C, harga â‚¬5", "suhu 30°C, harga €5", ("mojibake",)),
    ("ﬁnal, eﬀektif, ﬂuida", "final, effektif, fluida", ("letter_forms",)),
    ("½ jam, 5 m², naïve, №", "½ jam, 5 m², naïve, №", ()),
    ("pukul\u00a010.00\u202fWIB\u3000pagi", "pukul 10.00 WIB pagi", ("blanks",)),
    ("𝐁𝐚𝐜𝐚 𝐣𝐮𝐠𝐚 Ｆｏｔｏ：ﬁlm", "Baca juga Foto:film", ("letter_forms",)),
]


@pytest.mark.parametrize(("received", "repaired", "repairs"), CASES)
def test_repairs_and_names_the_repair(received: str, repaired: str, repairs: tuple[str, ...]) -> None:
    assert repair(received) == (repaired, repairs)
    assert repair(repaired) == (repaired, ())


@given(
    st.text(alphabet=st.characters())
    | st.text(alphabet="Ââ€œ\x9d™& amp;#32x\u200b\xa0\r\n\u0301e", max_size=30)
)
def test_repairing_twice_changes_nothing(text: str) -> None:
    once = repair(text).text
    assert repair(once) == (once, ())
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=40))
def test_any_text_can_be_stored_after_repair(text: str) -> None:
    repair(text).text.encode("utf-8")


@pytest.mark.parametrize("unit", ["â€ ", "&amp;", "&#38;", "Â ", " \t", "Ã¢â‚¬Å“", "\r", "e\u0301"])
def test_long_runs_of_dirt_are_mended_to_the_end(unit: str) -> None:
    assert repair(unit * 20_000).text == repair(repair(unit * 20_000).text).text
