import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.cleaning.paragraphs import rejoin, split_links
from transforms.cleaning.rules import SplitRule, cleaning_rules


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Ketua", "Rini Wati", ", Senin, hadir."], ["Ketua", "Rini Wati, Senin, hadir."]),
        (["Ia melapor ke", "Bawaslu Makmur", ", Senin."], ["Ia melapor ke Bawaslu Makmur, Senin."]),
        (["MAKMUR, KABAR.com", "- Bupati hadir."], ["MAKMUR, KABAR.com - Bupati hadir."]),
        (["Makmur", "-", "Bupati hadir."], ["Makmur - Bupati hadir."]),
        (["Bupati (", "Rini", ") hadir."], ["Bupati ( Rini) hadir."]),
        (["Ia hadir.", "lalu pergi."], ["Ia hadir.", "lalu pergi."]),
        (["Ia hadir", "", "lalu pergi."], ["Ia hadir", "", "lalu pergi."]),
        (["Penulis: Rini", "editor: Joko"], ["Penulis: Rini", "editor: Joko"]),
        (
            ["Larangan itu ialah:", "a. berfoto;", "b. berpihak."],
            ["Larangan itu ialah:", "a. berfoto;", "b. berpihak."],
        ),
        (
            ["Bupati Makmur Lantik Camat", "id bupati, camat"],
            ["Bupati Makmur Lantik Camat", "id bupati, camat"],
        ),
        (["“Saya siap”, tuturnya", "Rini lalu pergi.", "asn pilkada"],) * 2,
        (["Rapat dibuka camat", "Rini hadir di sana.", "asn pilkada"],) * 2,
        (["Share", "tweet"], ["Share", "tweet"]),
        (["Ia hadir", "Baca juga: Harga", "Semua diam"], ["Ia hadir", "Baca juga: Harga", "Semua diam"]),
    ],
)
def test_torn_sentences_are_joined_and_nothing_else(lines: list[str], expected: list[str]) -> None:
    assert rejoin(lines) == expected


@given(st.lists(st.text(alphabet="aB .,-()\u2014:", max_size=12), max_size=12))
def test_no_character_is_lost(lines: list[str]) -> None:
    stripped = [line.strip() for line in lines]
    assert "".join("".join(rejoin(stripped)).split()) == "".join("".join(stripped).split())


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        (
            "Rapat selesai,” katanya.Ikuti Whatsapp Channel Kabar",
            ["Rapat selesai,” katanya.", "Ikuti Whatsapp Channel Kabar"],
        ),
        (
            "Rapat selesai.Loading...Ikuti WhatsApp Channel Kabar",
            ["Rapat selesai.", "Loading...", "Ikuti WhatsApp Channel Kabar"],
        ),
        ("Rapat selesai. Loading...", ["Rapat selesai.", "Loading..."]),
        (
            "Rapat selesai.Baca Juga: Panen Raya di Makmur",
            ["Rapat selesai.", "Baca Juga: Panen Raya di Makmur"],
        ),
        (
            "Ikuti Whatsapp Channel Kabar, kata Rini. Ia tertawa.",
            ["Ikuti Whatsapp Channel Kabar, kata Rini. Ia tertawa."],
        ),
        ("Layar menulis Loading... lalu mati.", ["Layar menulis Loading... lalu mati."]),
    ],
)
def test_links_and_plugs_at_the_end_of_a_line_are_lines_of_their_own(line: str, pieces: list[str]) -> None:
    assert split_links([line]) == pieces


@pytest.mark.parametrize("rule", cleaning_rules().splits, ids=lambda rule: rule.id)
def test_every_match_of_a_rule_holds_one_of_its_words(rule: SplitRule) -> None:
    for example in rule.examples:
        assert any(word in example for word in rule.holds)
        assert len(split_links([example])) > 1
