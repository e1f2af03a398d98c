"""Which reports join into one event."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations

import pytest

from tests.bench.happenings import happenings, reports
from tests.bench.resolution import pair_scores, resolve_archive
from transforms.resolving.blocking import stored_blocks, wanted_blocks
from transforms.resolving.names import like_names, same_person
from transforms.resolving.report_key import ReportKey, title_words
from transforms.resolving.resemblance import may_join
from transforms.resolving.resolve import Merge, resolve


def key(report_id: str, **changes: object) -> ReportKey:
    first = ReportKey(
        report_id=report_id,
        article_id=f"article-{report_id}",
        outlet="satu.example",
        story_id=None,
        topic="t",
        event_type="allegation",
        status="occurred",
        event_date=date(2024, 10, 16),
        event_date_end=None,
        date_precision="day",
        place_code="33.25",
        published_at=datetime(2024, 10, 17, tzinfo=UTC),
        actor_names=("Wirawan Sunarto",),
        title_tokens=frozenset({"camat", "video"}),
        event_id=None,
        is_primary=True,
        venue=None,
        election_id=None,
        summary="",
        confidence=1.0,
        central_names=("Wirawan Sunarto",),
    )
    return replace(first, **changes)  # type: ignore[arg-type]


def together(one: ReportKey, other: ReportKey) -> bool:
    return len({merge.event_id for merge in resolve([one, other], [])}) == 1


NOBODY = {"actor_names": (), "central_names": ()}
OTHERS = {"actor_names": ("Hesti Pramudya",), "central_names": ("Hesti Pramudya",)}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, True),
        ({"actor_names": ("Wirawan",), "title_tokens": frozenset()}, True),
        (NOBODY, True),
        ({"event_date": date(2024, 10, 15)}, True),
        ({"event_date": None, "date_precision": None}, True),
        ({"event_date": date(2024, 10, 1), "date_precision": "month", "place_code": "33"}, True),
        ({"event_type": "sanction"}, False),
        ({"topic": "u"}, False),
        ({"status": "planned"}, False),
        ({"place_code": "33.26"}, False),
        ({"event_date": date(2024, 10, 18)}, False),
        ({"event_date": date(2024, 9, 1), "date_precision": "month"}, False),
        ({**OTHERS, "title_tokens": frozenset({"lurah"})}, False),
        ({**NOBODY, "title_tokens": frozenset({"lurah"})}, True),
        ({**NOBODY, "title_tokens": frozenset({"lurah"}), "event_date": date(2024, 10, 15)}, False),
        ({"actor_names": ("Wirawan Sunarta",), "title_tokens": frozenset()}, True),
        (
            {
                "place_code": None,
                "actor_names": ("Wirawan",),
                "central_names": (),
                "title_tokens": frozenset(),
            },
            False,
        ),
        ({"place_code": None, "title_tokens": frozenset()}, True),
        (
            {
                **{
                    "event_date": None,
                    "date_precision": None,
                    "place_code": "33",
                    "title_tokens": frozenset(),
                },
                "published_at": datetime(2024, 10, 1, tzinfo=UTC),
            },
            False,
        ),
        ({**OTHERS, "title_tokens": frozenset({"lurah"}), "story_id": "s"}, False),
    ],
)
def test_what_joins(changes: dict[str, object], expected: bool) -> None:
    assert together(key("a"), key("b", **changes)) is expected


def test_one_story_is_one_event_even_without_shared_words() -> None:
    bare: dict[str, object] = {**NOBODY, "title_tokens": frozenset(), "story_id": "s"}
    assert together(key("a", **bare), key("b", **bare))


def test_reports_of_one_article_never_join() -> None:
    assert not together(key("a", article_id="x"), key("b", article_id="x"))


def test_a_report_enters_no_event_with_a_report_of_its_article() -> None:
    keys = [key("a"), key("b"), key("c", article_id="article-a")]
    merges = {m.report_id: m.event_id for m in resolve(keys, [])}
    assert merges["a"] == merges["b"] != merges["c"]


def test_a_vague_report_joins_only_where_one_event_is_left() -> None:
    vague = key(
        "v",
        event_date=date(2024, 10, 1),
        date_precision="month",
        place_code="33",
        **{**NOBODY, "title_tokens": frozenset({"camat"})},
    )
    two = key("b", place_code="33.26", **OTHERS)
    (*_, alone) = resolve([key("a"), vague], [])
    assert (alone.report_id, alone.method) == ("v", "only_candidate")
    (*_, torn) = resolve([key("a"), two, vague], [])
    assert (torn.report_id, torn.method) == ("v", "founding")


def test_the_order_of_new_reports_makes_no_difference() -> None:
    keys = [
        key("a"),
        key("b", event_date=date(2024, 10, 17), published_at=None),
        key("c", place_code="33", date_precision="month", event_date=date(2024, 10, 1)),
        key("d", place_code="33.26", **OTHERS),
    ]
    results = {
        tuple(sorted((m.report_id, m.event_id) for m in resolve(list(order), [])))
        for order in permutations(keys)
    }
    assert len(results) == 1


def test_existing_reports_keep_their_event() -> None:
    (merge,) = resolve([key("b", title_tokens=frozenset())], [key("a", event_id="e1")])
    assert merge == Merge(event_id="e1", report_id="b", method="actors", score=merge.score)


def test_a_founding_report_gives_its_name_to_the_event() -> None:
    (merge,) = resolve([key("a")], [])
    assert (merge.method, merge.score) == ("founding", 0.0)
    assert merge == resolve([key("a")], [])[0]


@pytest.mark.parametrize(
    "changes",
    [
        {"event_date": date(2024, 11, 1)},
        {"event_date": date(2024, 10, 1), "date_precision": "month", "place_code": "33"},
        {"event_date": None, "date_precision": None, "published_at": datetime(2024, 11, 2, tzinfo=UTC)},
    ],
)
def test_what_could_be_one_event_shares_a_block(changes: dict[str, object]) -> None:
    assert set(wanted_blocks(key("a", event_date=date(2024, 10, 31)))) & set(
        stored_blocks(key("b", **changes))
    )


def test_blocks_at_the_ends_of_the_calendar() -> None:
    assert wanted_blocks(key("a", event_date=date.min)) and wanted_blocks(
        key("a", event_date=date.max, date_precision="month")
    )


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Wirawan Sunarto", "Wirawan", True),
        ("W. Sunarto", "Wirawan Sunarto", True),
        ("Wirawan B Sunarto", "Wirawan Sunarto", True),
        ("Wirawan Sunarto", "Hesti Sunarto", False),
        ("", "Wirawan", False),
        ("W", "Wirawan", False),
    ],
)
def test_same_person(one: str, other: str, expected: bool) -> None:
    assert same_person(one, other) is expected


def test_title_words_leave_out_places_and_dull_words() -> None:
    assert title_words("Camat di Kabupaten Batang Dilaporkan ke Bawaslu karena Video") == {
        "camat", "dilaporkan", "karena", "video",
    }  # fmt: skip
    assert title_words(None) == frozenset()


def test_whatever_may_join_is_found_by_its_blocks() -> None:
    told = [key for key, _ in reports(happenings(150, 10), 3.3)]
    pairs = [(a, b) for a in told for b in told if a.event_type == b.event_type and may_join(a, [b])]
    assert len(pairs) > 300
    assert [(a, b) for a, b in pairs if not set(wanted_blocks(a)) & set(stored_blocks(b))] == []


def test_a_generated_archive_is_resolved_well() -> None:
    told = reports(happenings(400, 30), 3.3, seed=3)
    found = resolve_archive([key for key, _ in told])
    precision, recall = pair_scores({key.report_id: event for key, event in told}, found)
    assert precision > 0.96
    assert recall > 0.86


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Wirawan Sunarto", "Wirawan Sunarta", True),
        ("Wirawan Sunarto", "Wirwaan Sunarto", True),
        ("Wirawan Sunarto", "Wirawan Sunarno", True),
        ("Wirawan Sunarto", "Wirawan Sunartoo", True),
        ("Wirawan Sunarto", "Hirawan Sunarta", False),
        ("Wirawan Budi", "Wirawan Buda", False),
        ("Sunarto", "Sunarta", False),
    ],
)
def test_a_misprinted_letter_in_one_word_of_a_name(one: str, other: str, expected: bool) -> None:
    assert like_names(one, other) is expected
