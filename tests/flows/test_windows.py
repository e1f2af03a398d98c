"""Windows of a backfill: they hold every document once."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.windows import MOST_WINDOWS, SIZES, Size, split

D = date


@pytest.mark.parametrize(
    ("size", "names"),
    [
        ("day", ["2024-01-31", "2024-03-01", "2024-12-31"]),
        ("week", ["2024-01-29..2024-02-04", "2024-02-26..2024-03-03", "2024-12-30..2025-01-05"]),
        ("month", ["2024-01-01..2024-01-31", "2024-03-01..2024-03-31", "2024-12-01..2024-12-31"]),
        ("year", ["2024-01-01..2024-12-31"]),
    ],
)
def test_windows_follow_the_calendar_and_leave_out_what_is_empty(size: Size, names: list[str]) -> None:
    documents: dict[date | None, int] = {D(2024, 12, 31): 1, D(2024, 1, 31): 2, D(2024, 3, 1): 3}
    assert [window.name for window in split(documents, size=size)] == names


def test_the_newest_may_come_first_and_what_has_no_date_comes_last() -> None:
    documents = {D(2024, 1, 1): 1, None: 4, D(2024, 2, 1): 2}
    found = split(documents, size="month", order="newest")
    assert [(window.name, window.documents) for window in found] == [
        ("2024-02-01..2024-02-29", 2),
        ("2024-01-01..2024-01-31", 1),
        ("undated", 4),
    ]


def test_no_window_reaches_beyond_the_days_that_were_asked_for() -> None:
    (window,) = split({D(2024, 1, 15): 1}, first=D(2024, 1, 10), last=D(2024, 1, 20), size="month")
    assert window.name == "2024-01-10..2024-01-20"


DAYS = st.dates(D(1990, 1, 1), D(2100, 12, 31))


@given(st.dictionaries(st.none() | DAYS, st.integers(1, 5), max_size=30), st.sampled_from([None, *SIZES]))
def test_every_document_is_in_one_window(documents: dict[date | None, int], size: Size | None) -> None:
    found = split(documents, size=size)
    assert sum(window.documents for window in found) == sum(documents.values())
    dated = [window for window in found if window.first]
    assert all(a.last < b.first for a, b in itertools.pairwise(dated) if a.last and b.first)


@given(DAYS, st.integers(0, 20_000))
def test_where_no_size_is_asked_for_there_are_few(first: date, length: int) -> None:
    days = [
        first + timedelta(days=n)
        for n in range(length + 1)
        if first.toordinal() + n < D(2101, 1, 1).toordinal()
    ]
    assert len(split(dict.fromkeys(days, 1))) <= MOST_WINDOWS + 5
