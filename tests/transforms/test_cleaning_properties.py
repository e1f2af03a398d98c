"""What holds of cleaning whatever the page: made of the rules' own examples, of dirt, and of anything."""

import tomllib
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transforms.cleaning.characters import repair
from transforms.cleaning.clean import Cleaned, clean_article
from transforms.cleaning.furniture import sort_lines
from transforms.records import Document

RULES = tomllib.loads((Path(__file__).parents[2] / "config/rules/cleaning.toml").read_text(encoding="utf-8"))
FURNITURE = [text for rule in RULES["line"] for text in (*rule["examples"], *rule["counter_examples"])]
SENTENCES = [
    "MAKMUR, KABAR.ID – Bupati Makmur memimpin apel pegawai di halaman kantor bupati, Senin (30/9/2024).",
    "“Pegawai harus netral.Jangan main-main,” kata Sulaiman di hadapan ratusan peserta apel.",
    "Menurut dia, ada tiga hal yang perlu diperhatikan para pegawai selama masa kampanye:",
    "Apel ditutup dengan doa bersama yang dipimpin kepala kantor agama setempat. (rin/jok)",
    "Bupati Makmur Minta Pegawai Tidak Berpihak",
    "1. Tidak Memihak Calon",
    "Panen Raya Digelar di Makmur",
    "Siapa yang salah?",
    "Rini Wati",
    "dan warga desa yang datang sejak pagi,",
    "",
]
DIRT = [
    "â€œ",
    "Â ",
    "&amp;nbsp;",
    "\u200b",
    "\xa0",
    "\ufb01",
    "\ue001",
    "e\u0301",
    "\r\n",
    "<p>",
    "</p>",
    "Loading...",
    "Baca juga: ",
]
line = st.one_of(
    st.sampled_from(SENTENCES),
    st.sampled_from(SENTENCES),
    st.sampled_from(FURNITURE),
    st.tuples(st.sampled_from(SENTENCES), st.sampled_from(DIRT), st.sampled_from(SENTENCES + FURNITURE)).map(
        "".join
    ),
    st.text(max_size=30),
)
pages = st.lists(line, max_size=14).map("\n".join)
titles = st.none() | st.sampled_from(SENTENCES)


def clean(text: str, title: str | None) -> Cleaned | None:
    """The article of a page, None where it has none."""
    document = Document(
        document_id="d", article_id="a", source_id="s", origin="o.txt", media_type="text/plain", encoding="utf-8",
        content=text.encode("utf-8", "surrogatepass"), metadata={"title": title} if title else {}, fetched_at=None,
        timezone="Asia/Jakarta",
    )  # fmt: skip
    found = clean_article(document)
    return found if isinstance(found, Cleaned) else None


@settings(
    max_examples=200, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.filter_too_much]
)
@given(pages, titles)
def test_cleaning_twice_changes_neither_body_nor_title(page: str, title: str | None) -> None:
    once = clean(page, title)
    if once is None:
        return
    twice = clean(once.article.text, once.article.title)
    assert twice is not None
    assert (twice.article.text, twice.article.title) == (once.article.text, once.article.title)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(pages, titles)
def test_the_body_holds_nothing_that_the_page_did_not(page: str, title: str | None) -> None:
    once = clean(page, title)
    if once is None:
        return
    mended, repairs = repair(page)
    source = mended if repairs else page
    left = iter("".join(source.split()))
    assert all(char in left for char in "".join(once.article.text.split()))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(alphabet=st.characters(exclude_categories=())) | pages, titles)
def test_any_text_is_sorted_into_kept_and_removed(page: str, title: str | None) -> None:
    lines = repair(page).text.split("\n")
    found = sort_lines(lines, title)
    assert sorted((*found.kept, *(removed.at for removed in found.removed))) == [
        index for index, line in enumerate(lines) if line.strip()
    ]
