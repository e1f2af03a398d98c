"""The tables across articles: events, and the entities and references they point to."""

from warehouse.schema import Table
from warehouse.schema import optional as opt
from warehouse.schema import required as req
from warehouse.tables_articles import CODER_VERSION, ORGANIZATION_ID, PERSON_ID, PLACE_CODE

EVENT_ID = req(
    "event_id", "VARCHAR", "The happening in events; it never changes its meaning.", "e5f60718293a4b5c"
)

EVENT_TABLES = (
    Table(
        name="events",
        group="event",
        comment="Happenings, each once, however many articles report it.",
        key=("event_id",),
        columns=(
            req("event_id", "VARCHAR", "Identifies the happening.", "e5f60718293a4b5c"),
            req("topic", "VARCHAR", "The topic.", "asn_neutrality"),
            req("event_type", "VARCHAR", "Type by the codebook.", "pledge"),
            opt("plover_event", "VARCHAR", "Event class of the PLOVER ontology.", "SUPPORT"),
            opt("plover_mode", "VARCHAR", "Mode of the PLOVER ontology.", "allege"),
            req("status", "VARCHAR", "occurred, planned or negated.", "occurred"),
            opt("event_date", "DATE", "The (first) day.", "2024-09-02"),
            opt("event_date_end", "DATE", "The last day, where it is a range.", "2024-09-04"),
            opt("date_precision", "VARCHAR", "day, month or year.", "day"),
            opt(
                "place_code",
                "VARCHAR",
                "Where it was held: code in places, ID for the whole country.",
                "15.03",
            ),
            opt("venue", "VARCHAR", "Building or ground.", "Lapangan Gunung Kembang"),
            opt("election_id", "VARCHAR", "The election it concerns.", "pilkada_2024"),
            req(
                "summary",
                "VARCHAR",
                "The sentence of the report taken as the best.",
                "Ratusan ASN menandatangani pakta.",
            ),
            req("report_count", "BIGINT", "Articles that report it.", "3"),
            req("outlet_count", "BIGINT", "Outlets that report it.", "2"),
            opt(
                "first_published_at",
                "TIMESTAMPTZ",
                "When the first report was published.",
                "2024-09-02 14:31:00+07",
            ),
            req("disagreements", "VARCHAR[]", "Columns on which the reports differ.", "[venue]"),
            opt("superseded_by", "VARCHAR", "The event that this one was merged into.", "f60718293a4b5c6d"),
            CODER_VERSION,
        ),
    ),
    Table(
        name="event_actors",
        group="event",
        comment="Who took part in an event, over all its reports.",
        columns=(
            EVENT_ID,
            req("role", "VARCHAR", "As in report_actors.", "leader"),
            req("name", "VARCHAR", "Name of the person or body.", "Rangga Putra"),
            PERSON_ID,
            ORGANIZATION_ID,
            opt("position", "VARCHAR", "Office held then.", "Pj Bupati"),
        ),
    ),
    Table(
        name="event_merges",
        group="event",
        comment="Each report that was put to an event, how and how surely; an undone one stays as a row.",
        columns=(
            EVENT_ID,
            req("report_id", "VARCHAR", "The report in event_reports.", "d4e5f60718293a4b"),
            req(
                "method",
                "VARCHAR",
                "What joined the two: founding, story, actors, wording, only_candidate, new_version or manual.",
                "actors",
            ),
            req("score", "DOUBLE", "The points of the closest report; 0 where none was compared.", "5.3"),
            req("merged_at", "TIMESTAMPTZ", "When.", "2024-09-03 02:00:10+00"),
            opt("undone_at", "TIMESTAMPTZ", "When it was taken back by hand.", "2024-09-09 02:00:10+00"),
        ),
    ),
)

ENTITY_TABLES = (
    Table(
        name="sources",
        group="entity",
        comment="Where documents come from, as configured.",
        key=("source_id",),
        columns=(
            req("source_id", "VARCHAR", "Identifies the source.", "radarjambi"),
            req("name", "VARCHAR", "Name for people.", "Radar Jambi"),
            req("kind", "VARCHAR", "files, feed, sitemap or archive.", "feed"),
            opt("url", "VARCHAR", "Where it is read.", "https://contoh.id/feed"),
            opt("outlet", "VARCHAR", "Registered domain of the publisher.", "contoh.id"),
            opt("place_code", "VARCHAR", "The region it writes about.", "15"),
            req("timezone", "VARCHAR", "Zone of its timestamps without one.", "Asia/Jakarta"),
            opt("licence", "VARCHAR", "On which terms its texts may be used.", "all rights reserved"),
        ),
    ),
    Table(
        name="persons",
        group="entity",
        comment="Persons named in any article.",
        key=("person_id",),
        columns=(
            req("person_id", "VARCHAR", "Identifies the person.", "51c0be6f2a9d8e74"),
            req("name", "VARCHAR", "The longest printed name.", "Rangga Putra"),
            req("aliases", "VARCHAR[]", "All printed names.", "[Rangga Putra, R Putra]"),
        ),
    ),
    Table(
        name="organizations",
        group="entity",
        comment="Bodies: those of the gazetteer and the local ones that articles name.",
        key=("organization_id",),
        columns=(
            req("organization_id", "VARCHAR", "Identifies the body.", "BAWASLU-15.03"),
            req("name", "VARCHAR", "Canonical name.", "Bawaslu Kabupaten Sarolangun"),
            opt("acronym", "VARCHAR", "Short name.", "Bawaslu"),
            req("kind", "VARCHAR", "Kind of body.", "election"),
            opt("level", "VARCHAR", "national, province, regency, city or district.", "regency"),
            PLACE_CODE,
            opt("parent_id", "VARCHAR", "The body of the gazetteer that it is a local one of.", "BAWASLU"),
        ),
    ),
)

REFERENCE_TABLES = (
    Table(
        name="places",
        group="reference",
        comment="Places with their Kemendagri codes; ID is the whole country.",
        key=("place_code",),
        columns=(
            req("place_code", "VARCHAR", "Kemendagri code.", "15.03"),
            req("level", "VARCHAR", "country, province, regency, city or district.", "regency"),
            req("name", "VARCHAR", "Name without Kabupaten or Kota.", "Sarolangun"),
            req("full_name", "VARCHAR", "Name with it.", "Kabupaten Sarolangun"),
            opt("parent_code", "VARCHAR", "The place it lies in.", "15"),
            opt("province_code", "VARCHAR", "Its province.", "15"),
            opt("latitude", "DOUBLE", "Degrees north.", "-2.30"),
            opt("longitude", "DOUBLE", "Degrees east.", "102.65"),
            opt("capital", "VARCHAR", "Its seat.", "Sarolangun"),
        ),
    ),
    Table(
        name="elections",
        group="reference",
        comment="Elections with the day of the vote.",
        key=("election_id",),
        columns=(
            req("election_id", "VARCHAR", "Identifies the election.", "pilkada_2024"),
            req("name", "VARCHAR", "Its name.", "Pilkada serentak nasional 2024"),
            req("kind", "VARCHAR", "pemilu or pilkada.", "pilkada"),
            req("year", "BIGINT", "Year of the vote.", "2024"),
            req("voting_date", "DATE", "Day of the vote.", "2024-11-27"),
        ),
    ),
    Table(
        name="event_types",
        group="reference",
        comment="The types of events of each topic, and their codes in other data sets where these mean the same.",
        key=("topic", "event_type"),
        columns=(
            req("topic", "VARCHAR", "The topic.", "asn_neutrality"),
            req("topic_name", "VARCHAR", "Its name.", "Netralitas ASN dalam pemilu dan pilkada"),
            req("event_type", "VARCHAR", "Type by the codebook.", "investigation"),
            req("nature", "VARCHAR", "held, statement, act or case.", "case"),
            req("stage", "BIGINT", "Which step of a case it is, from 1; 0 where it is none.", "2"),
            opt("plover_event", "VARCHAR", "Event class of the PLOVER ontology.", "ACCUSE"),
            opt("plover_mode", "VARCHAR", "Mode of the PLOVER ontology.", "investigate"),
            opt("cameo", "VARCHAR", "Event code of CAMEO, which GDELT uses.", "090"),
            opt("acled_event", "VARCHAR", "Event type of ACLED.", "Strategic developments"),
            opt("acled_sub_event", "VARCHAR", "Sub-event type of ACLED.", "Arrests"),
        ),
    ),
    Table(
        name="laws",
        group="reference",
        comment="Legal instruments that articles on the topics cite.",
        key=("law_id",),
        columns=(
            req("law_id", "VARCHAR", "Identifies the instrument.", "UU-20-2023"),
            req("kind", "VARCHAR", "UU, PP, Perpres, …", "UU"),
            req("number", "VARCHAR", "Its number.", "20"),
            req("year", "BIGINT", "Its year.", "2023"),
            req("title", "VARCHAR", "Its subject.", "Aparatur Sipil Negara"),
            opt("status", "VARCHAR", "In force, or revoked by what.", "in force"),
            opt(
                "likely_misquote_of",
                "VARCHAR",
                "The instrument that is probably meant where this one is cited.",
                "PP-94-2021",
            ),
        ),
    ),
)
