"""The tables whose rows belong to one article, and are written again with it."""

from transforms import records
from warehouse.schema import Column, Table
from warehouse.schema import optional as opt
from warehouse.schema import required as req

ARTICLE_ID = req("article_id", "VARCHAR", "The article the row is read from.", "9f2c4e1a7b3d5f60")
START = req(
    "start_char", "BIGINT", "First character of the words, counted in code points of articles.text.", "318"
)
END = req("end_char", "BIGINT", "The character behind the last one of the words.", "341")
RULE = req("rule_id", "VARCHAR", "The rule that made the row.", "weekday_with_date")
PERSON_ID = opt(
    "person_id", "VARCHAR", "The person in persons; null for none or for an open one.", "51c0be6f2a9d8e74"
)
ORGANIZATION_ID = opt("organization_id", "VARCHAR", "The body in organizations.", "BAWASLU-15.03")
PLACE_CODE = opt("place_code", "VARCHAR", "Kemendagri code in places; null where it stays open.", "15.03")
CODER_VERSION = req("coder_version", "VARCHAR", "The version of the rules that made the row.", "0.1.0+3fa2c1")
SPAN = (START, END)


def words(comment: str, example: str) -> Column:
    """The column `text` of a table whose rows quote the article."""
    return req("text", "VARCHAR", comment + " Equal to articles.text[start_char:end_char].", example)


ARTICLES = Table(
    name="articles",
    group="article",
    comment="Cleaned articles. Every offset of the other tables points into the text stored here.",
    key=("article_id",),
    record=records.Article,
    added=("topics", "story_id", "version", "coder_version", "run_id"),
    columns=(
        req(
            "article_id",
            "VARCHAR",
            "Identifies the article; the same page read again keeps it.",
            "9f2c4e1a7b3d5f60",
        ),
        req("document_id", "VARCHAR", "The raw document that the text was made from.", "c3a1d2e4f5061728"),
        req("source_id", "VARCHAR", "The source it came through, in sources.", "radarjambi"),
        req(
            "origin", "VARCHAR", "Path or URL read; #n is the n-th record of a container.", "berita.jsonl#12"
        ),
        opt("url", "VARCHAR", "Canonical address of the page.", "https://contoh.id/berita/asn-netral"),
        opt("outlet", "VARCHAR", "Registered domain of the publisher.", "contoh.id"),
        opt("title", "VARCHAR", "Headline.", "Ratusan ASN Teken Pakta Integritas"),
        req("authors", "VARCHAR[]", "Writers as printed.", "[Rangga Putra]"),
        req("editors", "VARCHAR[]", "Editors as printed.", "[Sari Dewi]"),
        opt("dateline", "VARCHAR", "Place at the head of the text, as printed.", "SAROLANGUN"),
        opt("published_at", "TIMESTAMPTZ", "When it was published.", "2024-09-02 14:31:00+07"),
        opt("published_precision", "VARCHAR", "How exact that is: second, minute, day or month.", "minute"),
        opt("published_basis", "VARCHAR", "What says so: feed, html, url, text or record.", "html"),
        opt(
            "fetched_at",
            "TIMESTAMPTZ",
            "When the document was read from its source.",
            "2024-09-03 02:00:00+00",
        ),
        opt("language", "VARCHAR", "ISO 639-1 code of the text; 639-3 for a language that has none.", "id"),
        req(
            "text",
            "VARCHAR",
            "The body without title and furniture; paragraphs end in a line feed.",
            "SAROLANGUN – …",
            is_long=True,
        ),
        req("word_count", "BIGINT", "Words of the body.", "412"),
        req("flags", "VARCHAR[]", "Peculiarities met while cleaning.", "[mojibake_repaired]"),
        req(
            "topics",
            "VARCHAR[]",
            "Topics that the article belongs to; the reasons stand in article_topics.",
            "[asn_neutrality]",
        ),
        opt(
            "story_id",
            "VARCHAR",
            "Near-duplicate texts that are published within a month of each other (syndicated, posted again) share it.",
            "77aa01bc3d4e5f60",
        ),
        req("version", "BIGINT", "1, and one more each time the source has changed the article.", "1"),
        CODER_VERSION,
        req("run_id", "VARCHAR", "The run that wrote the row, in runs.", "20241127T060000-1f3a"),
    ),
)

ARTICLE_TABLES = (
    ARTICLES,
    Table(
        name="article_topics",
        group="article",
        comment="For each topic whether the article belongs to it, and the words that decide it.",
        key=("article_id", "topic"),
        record=records.TopicDecision,
        columns=(
            ARTICLE_ID,
            req("topic", "VARCHAR", "The topic, a file of config/topics.", "asn_neutrality"),
            req("is_relevant", "BOOLEAN", "Whether the article belongs to it.", "true"),
            req("reason", "VARCHAR", "Why, or why not.", "trigger and election in one paragraph"),
            req("evidence", "VARCHAR[]", "The words found.", "[netralitas ASN, Pilkada]"),
        ),
    ),
    Table(
        name="article_signatures",
        group="article",
        comment="What near-duplicate texts are compared by: a MinHash of the runs of three words, and a sketch of the telling words.",
        key=("article_id",),
        columns=(
            ARTICLE_ID,
            req(
                "signature",
                "VARCHAR",
                "The sketches of `transforms.resolving.stories`, hexadecimal; empty without words.",
                "0a1b…",
            ),
        ),
    ),
    Table(
        name="article_bands",
        group="article",
        comment="Parts of the signatures: near-duplicate texts share one. Numbers, so that looking them up is fast.",
        columns=(
            ARTICLE_ID,
            req(
                "band",
                "BIGINT",
                "A number of 32 bits made of three of the signature and their place in it.",
                "3735928559",
            ),
            opt(
                "published_on",
                "DATE",
                "The day of the article's publication (UTC): only texts of about one time are compared.",
                "2024-09-02",
            ),
        ),
    ),
    Table(
        name="removed_blocks",
        group="article",
        comment="Lines that the cleaner took out of the body: related links, credits, share buttons.",
        key=("article_id", "seq"),
        record=records.RemovedBlock,
        columns=(
            ARTICLE_ID,
            req("seq", "BIGINT", "Order within the page, from 0.", "3"),
            req("text", "VARCHAR", "The line as it stood.", "Baca juga: Harga Cabai Naik"),
            req("reason", "VARCHAR", "What kind of furniture it is.", "related_link"),
            RULE,
        ),
    ),
    Table(
        name="article_pages",
        group="article",
        comment="The documents of articles that are set on several pages, in the order of their texts.",
        key=("article_id", "seq"),
        columns=(
            ARTICLE_ID,
            req("seq", "BIGINT", "Order of the page, from 0.", "1"),
            req("document_id", "VARCHAR", "The page as received, in documents.", "d4b2e3f506172839"),
            opt("url", "VARCHAR", "Its address.", "https://contoh.id/berita/asn-netral?page=2"),
        ),
    ),
    Table(
        name="mentions",
        group="article",
        comment="Every stretch of text that names something, later short forms of a name included.",
        key=("mention_id",),
        record=records.Mention,
        columns=(
            req("mention_id", "VARCHAR", "Identifies the mention.", "0a1b2c3d4e5f6071"),
            ARTICLE_ID,
            req("kind", "VARCHAR", "person, organization, place, …", "person"),
            *SPAN,
            words("The words.", "Sekda"),
            opt(
                "entity_id",
                "VARCHAR",
                "What is named: person_id, organization_id or place_code by kind.",
                "51c0be6f2a9d8e74",
            ),
            RULE,
            req("confidence", "DOUBLE", "Between 0 and 1.", "0.9"),
        ),
    ),
    Table(
        name="article_persons",
        group="article",
        comment="Persons named in an article with the office held at its time; one row for each office.",
        key=("article_id", "person_id", "position", "unit"),
        record=records.ArticlePerson,
        columns=(
            ARTICLE_ID,
            req("person_id", "VARCHAR", "The person in persons.", "51c0be6f2a9d8e74"),
            req("name", "VARCHAR", "Fullest printed name, without honorifics and degrees.", "Rangga Putra"),
            opt("honorifics", "VARCHAR", "Words before the name, as printed.", "Dr Ir H"),
            opt("degrees", "VARCHAR", "Degrees behind the name, as printed.", "S.H., M.Si"),
            opt("position", "VARCHAR", "Office or occupation as printed, without the place.", "Pj Bupati"),
            opt("acting", "VARCHAR", "Acting status: Pj, Pjs, Plt or Plh.", "Pj"),
            opt("unit", "VARCHAR", "Body or place the office belongs to.", "Kabupaten Sarolangun"),
            ORGANIZATION_ID,
            PLACE_CODE,
            opt("as_of", "DATE", "The day on which the office is known to be held.", "2024-09-02"),
            *SPAN,
            RULE,
        ),
    ),
    Table(
        name="article_organizations",
        group="article",
        comment="Bodies named in an article, each once, in the fullest printed form.",
        key=("article_id", "organization_id"),
        record=records.ArticleOrganization,
        columns=(
            ARTICLE_ID,
            req("organization_id", "VARCHAR", "The body in organizations.", "BAWASLU-15.03"),
            req("name", "VARCHAR", "Canonical name.", "Bawaslu Kabupaten Sarolangun"),
            req(
                "mention",
                "VARCHAR",
                "Fullest printed form, equal to articles.text[start_char:end_char].",
                "Bawaslu Sarolangun",
            ),
            *SPAN,
            opt("acronym", "VARCHAR", "Short name.", "Bawaslu"),
            req("kind", "VARCHAR", "Kind of body.", "election"),
            opt("level", "VARCHAR", "national, province, regency, city or district.", "regency"),
            PLACE_CODE,
            RULE,
        ),
    ),
    Table(
        name="article_places",
        group="article",
        comment="Places named in an article, every mention. Two candidates left: place_code is null.",
        record=records.ArticlePlace,
        columns=(
            ARTICLE_ID,
            PLACE_CODE,
            req("mention", "VARCHAR", "The words, equal to articles.text[start_char:end_char].", "Mura"),
            req("candidates", "VARCHAR[]", "Codes that remain possible.", "[16.05, 62.12]"),
            *SPAN,
            RULE,
            opt("reason", "VARCHAR", "Why it was resolved so, or stays open.", "two candidates"),
        ),
    ),
    Table(
        name="article_elections",
        group="article",
        comment="The elections that an article is about.",
        key=("article_id", "election_id"),
        record=records.ArticleElection,
        columns=(
            ARTICLE_ID,
            req("election_id", "VARCHAR", "The election in elections.", "pilkada_2024"),
            opt(
                "start_char",
                "BIGINT",
                "First character of the words; null where the date alone decides.",
                "35",
            ),
            opt("end_char", "BIGINT", "The character behind the last one of the words.", "52"),
            RULE,
        ),
    ),
)
