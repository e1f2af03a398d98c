from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.cleaning.clean import Cleaned, clean_article
from transforms.records import Document, Rejection

LEAD = (
    "MAKMUR, KABARMAKMUR.ID – Bupati Makmur Sulaiman Tanjung memimpin apel pegawai di halaman kantor bupati, "
    "Senin (30/9/2024), untuk mengingatkan seluruh pegawai agar tidak berpihak."
)
QUOTE = "“Pegawai harus netral. Jangan main-main,” kata Sulaiman di hadapan ratusan peserta apel."
END = "Apel ditutup dengan doa bersama yang dipimpin kepala kantor agama setempat."
BODY = [LEAD, QUOTE, END]
TITLE = "Bupati Makmur Minta Pegawai Tidak Berpihak Saat Pilkada"


def document(text: str | bytes, **more: object) -> Document:
    fields: dict[str, object] = {
        "document_id": "d",
        "article_id": "a",
        "source_id": "s",
        "origin": "o.txt",
        "media_type": "text/plain",
        "encoding": "utf-8",
        "content": text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text,
        "metadata": {},
        "fetched_at": None,
        "timezone": "Asia/Jakarta",
    }
    return Document(**{**fields, **more})  # type: ignore[arg-type]


def clean(text: str | bytes, **more: object) -> Cleaned:
    result = clean_article(document(text, **more))
    assert isinstance(result, Cleaned), result
    return result


def test_page_becomes_article_and_every_removed_line_has_a_reason() -> None:
    page = [
        "Beranda › Daerah",
        TITLE,
        "Penulis: Rini Wati | Editor: Joko, S.Sos",
        "Selasa, 1 Oktober 2024 - 07:05 WITA",
        TITLE,
        "",
        *BODY,
        "(rin)",
        "Baca juga: Harga Cabai Naik",
        "Tags: apel, pegawai",
    ]
    article, removed = clean("\n".join(page))
    assert article.title == TITLE
    assert article.text == "\n".join(BODY)
    assert article.word_count == len(" ".join(BODY).split())
    assert article.authors == ("Rini Wati",) and article.editors == ("Joko, S.Sos",)
    assert article.dateline == "MAKMUR, KABARMAKMUR.ID" and article.outlet == "kabarmakmur.id"
    assert article.published_at == datetime.fromisoformat("2024-10-01T07:05+08:00")
    assert (article.published_precision, article.published_basis) == ("minute", "text")
    assert article.language == "id" and article.flags == ()
    assert [block.reason for block in removed] == [
        "breadcrumb", "title", "byline", "timestamp", "repeated_title", "signoff", "related_link", "tags",
    ]  # fmt: skip
    assert [block.seq for block in removed] == list(range(8))
    assert all(block.text and block.rule_id.startswith("clean.") for block in removed)


def test_article_without_headline_has_no_title() -> None:
    article, removed = clean("\n".join(BODY))
    assert article.title is None and article.text == "\n".join(BODY) and removed == ()
    assert "no_title" in article.flags


def test_title_of_the_record_wins_and_is_taken_out_of_the_body() -> None:
    article, removed = clean("\n".join([TITLE + " - Kabar Makmur", *BODY]), metadata={"title": TITLE})
    assert article.title == TITLE and article.text == "\n".join(BODY)
    assert [block.reason for block in removed] == ["title"]


def test_section_above_the_headline_is_no_headline() -> None:
    article, _ = clean("\n".join(["Makmur Raya", TITLE, *BODY]))
    assert article.title == TITLE and article.text == "\n".join(BODY)


def test_deck_that_is_a_sentence_stays() -> None:
    deck = "Apel itu juga dihadiri kepala dinas dan para camat se-Kabupaten Makmur"
    assert clean("\n".join([TITLE, deck, *BODY])).article.text == "\n".join([deck, *BODY])


def test_headlines_of_other_articles_behind_the_credits_go() -> None:
    others = ["Panen Raya di Desa Sukamaju Meriah", "Bupati Lantik Tiga Camat, Ini Pesannya!", "Harga Cabai"]
    article, removed = clean("\n".join([*BODY, "PENULIS: RINI WATI", *others]))
    assert article.text == "\n".join(BODY)
    assert [block.reason for block in removed] == ["byline", *["related_headline"] * 3]


def test_list_that_the_article_announces_stays() -> None:
    names = ["Daftar peserta yang lolos seleksi ialah:", "1. Rini Wati Sulaiman", "2. Joko Santoso Putra"]
    assert clean("\n".join([*BODY, *names])).article.text == "\n".join([*BODY, *names])


def test_paragraph_printed_twice_stays_twice() -> None:
    assert clean("\n".join([LEAD, QUOTE, QUOTE, END])).article.text == "\n".join([LEAD, QUOTE, QUOTE, END])


def test_link_inside_a_quotation_goes_and_joins_nothing() -> None:
    first, second = (
        "“Keputusan itu sudah kami kirim kemarin sore lewat pos.",
        "Sekarang kami menunggu jawaban,” katanya.",
    )
    page = [LEAD, first, "BACA JUGA: Pasar Malam Dibuka", second, END]
    assert clean("\n".join(page)).article.text == "\n".join([LEAD, first, second, END])


def test_columnists_byline_stays_and_names_the_author() -> None:
    byline = "Oleh: Rini Wati, Dosen Universitas Makmur"
    article, _ = clean("\n".join([TITLE, byline, *BODY]))
    assert article.authors[:1] == ("Rini Wati",) and article.text.startswith(byline)


def test_sentence_torn_by_markup_is_set_together() -> None:
    torn = ["Makmur", "-", "Rini Wati", "datang ke kantor", "Bawaslu Makmur", ", Senin pagi, membawa bukti."]
    article, _ = clean("\n".join([*torn, QUOTE, END]), metadata={"title": TITLE})
    assert (
        article.text.split("\n")[0]
        == "Makmur - Rini Wati datang ke kantor Bawaslu Makmur, Senin pagi, membawa bukti."
    )


def test_markup_left_in_a_text_is_taken_out() -> None:
    article, _ = clean(f"<p>{LEAD}</p><p>{QUOTE}<br/>{END}</p>")
    assert article.text == "\n".join(BODY)


@pytest.mark.parametrize(
    ("text", "more", "code"),
    [
        ("", {}, "no_body"),
        ("\n \n\u200b\n", {}, "no_body"),
        ("Share\nTweet\nBaca juga: Harga Cabai Naik", {}, "no_body"),
        ("Bupati datang ke kantor itu.", {}, "too_short"),
        (f"{TITLE}\nBupati datang ke kantor itu.", {}, "too_short"),
        ("<html></html>", {"media_type": "text/html"}, "no_body"),
        ("%PDF", {"media_type": "application/pdf"}, "unsupported_media_type"),
    ],
)
def test_what_is_no_article_is_rejected_with_a_reason(text: str, more: dict[str, object], code: str) -> None:
    result = clean_article(document(text, **more))
    assert isinstance(result, Rejection) and (result.stage, result.code) == ("clean", code)
    assert result.detail and result.document_id == "d" and result.origin == "o.txt"


def test_bytes_that_are_no_text_of_the_encoding_are_flagged() -> None:
    article = clean("\n".join(BODY).encode("utf-8") + b"\xff", encoding="utf-8").article
    assert "encoding_errors" in article.flags


def test_other_encodings_are_read() -> None:
    assert clean("\n".join(BODY).encode("utf-16"), encoding="utf-16").article.text == "\n".join(BODY)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("\n".join(BODY), "id"),
        ("The governor asked all officials to stay neutral during the election. " * 5, "en"),
        (
            "Perdana menteri berkata bahawa mesyuarat itu ditangguhkan kerana hujan lebat di ibu negara. "
            * 4,
            "ms",
        ),
    ],
)
def test_language_is_told_and_foreign_ones_are_flagged(text: str, language: str) -> None:
    article = clean(text, metadata={"title": "x"}).article
    assert article.language == language
    assert ("not_indonesian" in article.flags) == (language != "id")


def test_record_fields_are_kept_in_canonical_form() -> None:
    metadata = {
        "url": "https://Www.Kabar.CO.ID/a/1?utm_source=x&id=3#komentar",
        "published_at": "2024-10-02T08:00:00+07:00",
        "author": "Rini Wati, Joko Santoso",
    }
    article = clean("\n".join(BODY), metadata=metadata, fetched_at=datetime(2024, 10, 3, tzinfo=UTC)).article
    assert article.url == "https://www.kabar.co.id/a/1?id=3" and article.outlet == "kabar.co.id"
    assert article.authors == ("Rini Wati", "Joko Santoso")
    assert (article.published_precision, article.published_basis) == ("second", "record")


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [*BODY, TITLE, "(rin)", "Baca juga", "Share", "Penulis: Rini", "2", "---|", "Berita Terkait"]
        )
        | st.text(max_size=40),
        max_size=14,
    )
)
def test_cleaning_a_cleaned_text_changes_nothing(lines: list[str]) -> None:
    once = clean_article(document("\n".join([TITLE, *lines])))
    if isinstance(once, Rejection):
        return
    paragraphs = once.article.text.replace("\n", "\n\n")  # nothing is set together across a blank line
    again = clean(paragraphs, metadata={"title": once.article.title} if once.article.title else {})
    assert again.article.text == once.article.text and again.removed_blocks == ()


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass")))
def test_any_bytes_give_an_article_or_a_rejection(content: bytes) -> None:
    assert isinstance(clean_article(document(content)), Cleaned | Rejection)


def test_a_link_at_the_end_of_a_paragraph_is_taken_out() -> None:
    cleaned = clean(
        "\n".join([LEAD, f"{QUOTE} Baca juga: Pasar Murah Digelar di Makmur", END]), metadata={"title": TITLE}
    )
    assert cleaned.article.text.split("\n") == BODY
    assert [(block.reason, block.text) for block in cleaned.removed_blocks] == [
        ("related_link", "Baca juga: Pasar Murah Digelar di Makmur")
    ]


@pytest.mark.parametrize(
    ("lead", "dateline"),
    [
        ("PALU: Bupati Makmur memimpin apel pegawai di halaman kantor bupati.", "PALU"),
        ("Aturan: Bupati Makmur memimpin apel pegawai di halaman kantor bupati.", None),
        ("Waspada, PJS. Bupati Makmur memimpin apel pegawai di halaman kantor.", None),
    ],
)
def test_a_colon_follows_a_dateline_of_a_known_place(lead: str, dateline: str | None) -> None:
    assert clean("\n".join([lead, QUOTE, END]), metadata={"title": TITLE}).article.dateline == dateline


def test_a_dated_dateline_tells_the_day_of_publication() -> None:
    lead = "Palu, 14 November 2024 — Lembaga itu menilai sanksi bagi pegawai tersebut terlampau ringan."
    article = clean("\n".join([lead, QUOTE, END]), metadata={"title": TITLE}).article
    assert article.published_at is not None
    assert (article.published_at.date().isoformat(), article.published_precision) == ("2024-11-14", "day")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("25/10/2024 | Kabarnews", "2024-10-25"),
        ("Kabar Timur | Liputan Khusus | 19 November 2024", "2024-11-19"),
        ("(15/10/2020)", "2020-10-15"),
        ("Beranda | Daerah | Politik", None),
    ],
)
def test_a_bar_or_bracket_with_a_day_under_the_headline_says_when(line: str, day: str | None) -> None:
    article = clean("\n".join([TITLE, line, *BODY])).article
    assert article.text == "\n".join(BODY)
    assert (article.published_at.date().isoformat() if article.published_at else None) == day


@pytest.mark.parametrize(
    ("last", "day"),
    [
        ("(lat/05 Oktober 2020)", "2020-10-05"),
        ("(rin/jok, 5/10/2020)", "2020-10-05"),
        ("(rin)", None),
        ("(foto, 5 Mei 2019)", None),
    ],
)
def test_a_signature_with_a_day_says_when_an_article_was_written(last: str, day: str | None) -> None:
    article = clean("\n".join([*BODY, last]), metadata={"title": TITLE}).article
    assert article.text == "\n".join(BODY)
    assert (article.published_at.date().isoformat() if article.published_at else None) == day
    stamped = clean("\n".join([TITLE, "Selasa, 1 Oktober 2024 - 07:05 WITA", *BODY, last])).article
    assert stamped.published_at is not None and stamped.published_at.year == 2024
