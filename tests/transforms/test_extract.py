"""Whatever the text: no exception, every span quotes it, and the same text gives the same rows."""

import dataclasses
import re
from collections.abc import Sequence
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transforms.cleaning.clean import Cleaned
from transforms.extract import RULES, code_document, extract_article
from transforms.organizations.find import Organizations
from transforms.persons.find import Persons, find_persons
from transforms.records import Article, ArticlePerson, ArticlePlace, Document, Extraction, Mention, Rejection
from transforms.sentences import Sentence

# Words of the press in no sensible order bring the rules together more often than random letters do.
WORDS = st.sampled_from(
    """Bupati Wajo Sekda Kabupaten Kota Bandung Bawaslu KPU ASN netralitas apel ikrar pakta integritas Andi Sri
    Wahyuni, S.Sos., M.Si. H. Dr. Pj Plt. Senin (2/9/2024) kemarin 27 November 2024 kata ujarnya, menurut "Kami
    minta” “Jangan” ' ( ) – — tiga orang 1.028 laporan dijatuhi sanksi berat UU Nomor 20 Tahun 2023 Pasal 5 ayat (1)
    diduga melanggar dilaporkan ke Kecamatan Rawas Ilir, HS (47) dipimpin dihadiri akan digelar . , ; : \n \n\n
    Baca juga: Penulis: ( ANTARA ) Â â€œ \u200b \u00a0 \ufeff""".replace("\\n", "\n").split(" ")
)
TEXTS = st.one_of(
    st.lists(st.one_of(WORDS, st.text(max_size=6)), max_size=120).map(" ".join),
    st.text(max_size=400),
    st.binary(max_size=200).map(lambda b: b.decode("latin-1")),
)


def document(text: str) -> Document:
    return Document(
        document_id="d",
        article_id="a",
        source_id="s",
        origin="o",
        media_type="text/plain",
        encoding="utf-8",
        content=text.encode("utf-8", "surrogatepass"),
        metadata={},
        fetched_at=None,
        timezone="Asia/Jakarta",
    )


def rows_with_spans(found: Extraction) -> list[Any]:
    tables = [getattr(found, field.name) for field in dataclasses.fields(found)]
    return [
        row for table in tables if isinstance(table, tuple) for row in table if hasattr(row, "start_char")
    ]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_gives_valid_spans_or_a_rejection(text: str) -> None:
    found = code_document(document(text))
    if isinstance(found, Rejection):
        assert found.code
        assert found.detail
        return
    body = found.article.text
    for row in rows_with_spans(found):
        if row.start_char is None:
            continue
        assert 0 <= row.start_char < row.end_char <= len(body)
        if hasattr(row, "text"):
            assert body[row.start_char : row.end_char] == row.text


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_the_same_text_gives_the_same_rows(text: str) -> None:
    assert code_document(document(text)) == code_document(document(text))


ARTICLE = """Bawaslu Wonosobo Teruskan Berkas Camat ke BKN

WONOSOBO - Bawaslu Kabupaten Wonosobo menyatakan Camat Kertek, Suryo Hadi Winoto, S.Sos., terbukti melanggar netralitas aparatur sipil negara (ASN) pada Pilkada 2024, Kamis (10/10/2024).

Camat itu direkomendasikan dijatuhi hukuman disiplin sedang. "Berkasnya kami teruskan ke BKN," kata Ketua Bawaslu Wonosobo, Lestari Handayani.
"""


def test_an_imposed_or_recommended_sanction_is_linked_to_the_event_that_names_it() -> None:
    found = code_document(document(ARTICLE))
    assert isinstance(found, Extraction)
    reports = {report.report_id: report for report in found.event_reports}
    (sanction,) = found.sanctions
    assert (sanction.level, sanction.modality) == ("sedang", "recommended")
    if sanction.report_id is not None:
        sentence = reports[sanction.report_id]
        assert sentence.start_char <= sanction.start_char < sentence.end_char


def test_every_mention_of_a_person_leads_to_a_person_of_the_article() -> None:
    found = code_document(document(ARTICLE))
    assert isinstance(found, Extraction)
    persons = {person.person_id for person in found.persons}
    named = {m.entity_id for m in found.mentions if m.kind == "person" and m.entity_id}
    assert named == persons


def test_no_event_is_read_from_a_page_behind_a_paywall() -> None:
    found = code_document(document(ARTICLE))
    assert isinstance(found, Extraction)
    assert found.event_reports
    cut = dataclasses.replace(found.article, flags=("paywall",))
    assert extract_article(Cleaned(article=cut, removed_blocks=())).event_reports == ()


SMALL = ARTICLE.replace("kata Ketua Bawaslu Wonosobo, Lestari Handayani", "kata lestari handayani")


def persons_in_small_letters(
    article: Article,
    sentences: Sequence[Sentence],
    places: Sequence[ArticlePlace],
    organizations: Organizations,
) -> Persons:
    """What the rules find, and one name more that a model might know."""
    found = find_persons(article, sentences, places, organizations)
    place = re.search("lestari handayani", article.text)
    assert place is not None
    start, end = place.span()
    row = ArticlePerson(
        article_id=article.article_id, person_id="p1", name="Lestari Handayani", honorifics=None, degrees=None,
        position=None, acting=None, unit=None, organization_id=None, place_code=None, as_of=None,
        start_char=start, end_char=end, rule_id="model",
    )  # fmt: skip
    mention = Mention(
        mention_id="m1", article_id=article.article_id, kind="person", start_char=start, end_char=end,
        text=article.text[start:end], entity_id="p1", rule_id="model", confidence=0.7,
    )  # fmt: skip
    return Persons((*found.rows, row), (*found.mentions, mention))


def test_another_annotator_stands_for_the_rules_and_later_stages_build_on_it() -> None:
    by_rules = code_document(document(SMALL))
    by_model = code_document(document(SMALL), annotators=RULES._replace(persons=persons_in_small_letters))
    assert isinstance(by_rules, Extraction)
    assert isinstance(by_model, Extraction)
    assert [quote.speaker for quote in by_rules.quotes if quote.is_direct] == [None]
    assert [quote.speaker for quote in by_model.quotes if quote.is_direct] == ["Lestari Handayani"]
    assert {row.rule_id for row in by_model.persons} == {row.rule_id for row in by_rules.persons} | {"model"}
    assert by_model.event_reports


def test_an_annotator_may_leave_out_a_kind() -> None:
    found = code_document(document(ARTICLE), annotators=RULES._replace(sanctions=lambda *_: ()))
    assert isinstance(found, Extraction)
    assert found.sanctions == ()
    assert found.event_reports
