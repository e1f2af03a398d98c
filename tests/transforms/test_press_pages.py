"""Pages set as the Indonesian press sets them, each with the same article in it."""

from pathlib import Path

import pytest

from tests.transforms.pages import document
from transforms.cleaning.clean import Cleaned, clean_article
from transforms.records import Article

FOLDER = Path(__file__).with_name("press")
PARAGRAPHS = (
    "Bupati Makmur Sya’rani Lubis meminta seluruh pegawai di daerahnya bersikap netral dalam pemilihan kepala daerah.",
    "“Jangan ada yang ikut kampanye, apalagi mengajak warga,” kata Sya’rani dalam apel di halaman kantor bupati, Senin (2/9/2024).",
    "Ia menyebut tiga pegawai sudah diperiksa Bawaslu Makmur sejak Agustus. Seorang di antaranya camat.",
    "Baca juga aturan itu baik-baik, pesan Sya’rani kepada para camat. Menurut dia, editor dan pewarta pun ikut mengawasi.",
    "Ketua Bawaslu Makmur Rini Wati membenarkan pemeriksaan tersebut. Pihaknya menunggu keputusan komisi aparatur.",
)  # fmt: skip
WRITER, EDITOR = ("Joko Rahmat",), ("Rini Hapsari",)
# The page, what its first paragraph begins with, the subhead before its fourth, what its last ends with, its credits.
PAGES = [
    ("agency", "Makmur (KABARA) - ", None, "", WRITER, EDITOR),
    ("amp", "Makmur, Kabar -- ", None, "", WRITER, ()),
    ("blog", "Makmur, Kabar Desa – ", None, " (Tim)", (), ()),
    ("collections", "Kabar6.com, Makmur - ", "Pegawai Diminta Melapor", "", (), ()),
    ("credits_and_channel", "MAKMUR, KABAR.com - ", None, "", WRITER, ()),
    ("middle", "Makmur, Kabar – ", None, "", WRITER, EDITOR),
    ("paged_network", "KabarPos.com – ", None, " (*)", WRITER, EDITOR),
    ("region_network", "KABAR-MAKMUR.COM, MAKMUR - ", None, "", WRITER, EDITOR),
    ("scroll_and_tables", "Makmur - ", None, "", WRITER, ()),
    ("tabloid", "Kabara.com - ", None, "", EDITOR, ()),
    ("tailwind_editorial", "KABARAN.ID, Makmur - ", None, "", WRITER, ()),
    ("wordpress", "MAKMUR, RADARKABAR – ", None, " (rid)", (), ()),
]


def clean(name: str) -> Article:
    html = (FOLDER / f"{name}.html").read_text("utf-8")
    for number, paragraph in enumerate(PARAGRAPHS, 1):
        html = html.replace(f"{{{number}}}", paragraph)
    cleaned = clean_article(document(html))
    assert isinstance(cleaned, Cleaned), cleaned
    return cleaned.article


def test_every_page_of_the_folder_is_in_the_table() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.html")) == [name for name, *_ in PAGES]


@pytest.mark.parametrize(("name", "begin", "subhead", "end", "authors", "editors"), PAGES)
def test_the_article_is_found_whole_and_alone(
    name: str, begin: str, subhead: str | None, end: str, authors: tuple[str, ...], editors: tuple[str, ...]
) -> None:
    article = clean(name)
    first, second, third, fourth, last = PARAGRAPHS
    subheads = [subhead] if subhead else []
    assert article.text.split("\n") == [begin + first, second, third, *subheads, fourth, last + end]
    assert article.title is not None
    assert article.title.casefold() == "bupati makmur minta pegawai netral"
    assert (article.authors, article.editors) == (authors, editors)
    assert article.published_at is not None
    assert article.published_at.timestamp() // 60 == 1725246900 // 60
    assert article.published_basis == "html"
    assert article.flags == ()
