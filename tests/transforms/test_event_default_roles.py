"""Roles that no words give: by office, and for whom a case is about."""

import pytest

from tests.transforms.event_cases import article, events_of

DICOPOT = "BATANG - {} karena ikut mengantar calon bupati, melanggar netralitas ASN, Senin (14/10/2024).\n\n"


def roles(title: str, text: str) -> dict[str, str]:
    events = events_of(article(title, text, "2024-10-16"))
    primary = next(report.report_id for report in events.reports if report.is_primary)
    return {a.name: a.role for a in events.actors if a.report_id == primary and a.person_id}


@pytest.mark.parametrize(
    ("opening", "behind", "expected"),
    [
        # An act told by a word that no role rule knows: who neither speaks nor handles it is whom it is about.
        (
            "Jabatan lepas dari genggaman Camat Bandar Joko Purnomo, yang dicopot",
            "",
            {"Joko Purnomo": "subject"},
        ),
        # Who heads the region punishes, whatever he is quoted with.
        (
            "Camat Bandar Joko Purnomo dicopot",
            'Bupati Batang Rudi Wijayanto irit kata. "Aturan ya aturan," ucap Rudi.',
            {"Joko Purnomo": "subject", "Rudi Wijayanto": "decider"},
        ),
        # Another region's head does not, nor does a deputy.
        (
            "Camat Bandar Joko Purnomo dicopot",
            "Bupati Kendal Sita Maharani mengaku prihatin. Wakil Bupati Batang Tono Sucipto berharap ini yang terakhir.",
            {"Joko Purnomo": "subject"},
        ),
        # Who answers an accusation is accused.
        (
            "Seorang camat di Batang dicopot",
            'Joko Purnomo, Camat Bandar, menolak berkomentar. Kepala BKPSDM Batang Dewi Anjani menolak merinci.',
            {"Joko Purnomo": "subject"},
        ),
        # Those who handle the case or comment on it are not.
        (
            "Seorang camat di Batang dicopot",
            'Kepala BKPSDM Batang Dewi Anjani membenarkan. Pengamat politik Bimo Aryanto memuji langkah itu.',
            {},
        ),
    ],
)  # fmt: skip
def test_roles_where_no_words_give_them(opening: str, behind: str, expected: dict[str, str]) -> None:
    assert roles("ASN Batang Dicopot karena Tak Netral", DICOPOT.format(opening) + behind) == expected


def test_the_holder_of_the_office_that_a_paper_comes_from_signs_it() -> None:
    text = (
        "BATANG - Larangan bagi ASN menghadiri kampanye tertuang dalam Surat Edaran Sekretaris Daerah Batang yang terbit "
        "Senin (14/10/2024).\n\nSekretaris Daerah Batang Sari Hapsari mengakui banyak yang bertanya. "
        "Kepala Bagian Hukum Lukman Hadi menyebut edaran berlaku segera."
    )
    assert roles("Edaran Netralitas ASN Batang Terbit", text) == {"Sari Hapsari": "signatory"}


@pytest.mark.parametrize(("office", "decides"), [("Ketua", True), ("Anggota", False)])
def test_the_quoted_chair_of_the_body_that_rules_decides(office: str, decides: bool) -> None:
    text = (
        "BATANG - Bawaslu Batang menyatakan Camat Bandar Joko Purnomo terbukti melanggar netralitas ASN, Senin (14/10/2024).\n\n"
        f'"Buktinya cukup," kata {office} Bawaslu Batang Bimo Aryanto.'
    )
    found = roles("Camat di Batang Terbukti Langgar Netralitas", text)
    assert found == {"Joko Purnomo": "subject"} | ({"Bimo Aryanto": "decider"} if decides else {})


def test_a_pronoun_for_several_gives_all_of_them_the_role() -> None:
    text = (
        "BATANG - ASN Batang mengucapkan ikrar netralitas di Pendapa, Senin (14/10/2024).\n\n"
        "Naskah ikrar dibaca bergantian oleh Camat Bandar Joko Purnomo dan Kepala Dinas Pasar Lukman Hadi. "
        "Keduanya lalu menandatangani naskah itu di hadapan Ketua Bawaslu Batang Bimo Aryanto."
    )
    assert roles("ASN Batang Ikrar Netral", text) == {
        "Joko Purnomo": "signatory",
        "Lukman Hadi": "signatory",
        "Bimo Aryanto": "witness",
    }


def test_the_accused_of_a_later_step_is_that_of_the_case() -> None:
    text = (
        "BATANG - Seorang lurah di Batang diduga tidak netral dan dilaporkan ke Bawaslu, Senin (14/10/2024).\n\n"
        "Lurah Proyonanggan, Tono Sucipto, akan dimintai keterangan pada Kamis (17/10/2024)."
    )
    assert roles("Lurah di Batang Dilaporkan ke Bawaslu", text) == {"Tono Sucipto": "subject"}
