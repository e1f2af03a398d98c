"""Times as feeds write them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.feeds.dates import read_feed_date

LATEST = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "utc", "precision", "how"),
    [
        ("Mon, 02 Sep 2024 08:15:05 WIB", "2024-09-02T01:15:05", "second", "rfc822"),
        ("Mon, 02 Sep 2024 08:15:05 WITA", "2024-09-02T00:15:05", "second", "rfc822"),
        ("Mon, 02 Sep 2024 08:15:05 WIT", "2024-09-01T23:15:05", "second", "rfc822"),
        ("Mon, 02 Sep 2024 08:15:05 +0700", "2024-09-02T01:15:05", "second", "rfc822"),
        ("Mon, 2 Sep 24 08:15 GMT", "2024-09-02T08:15:00", "minute", "rfc822"),
        ("02 Sep 2024 08:15:05 EST", "2024-09-02T13:15:05", "second", "rfc822"),
        ("Mon, 02 Sep 2024 08:15:05 GMT+7", "2024-09-02T01:15:05", "second", "rfc822"),
        ("Mon, 02 Sep 2024 08:15:05 +0700 (WIB)", "2024-09-02T01:15:05", "second", "rfc822"),
        ("Mon Sep  2 08:15:05 WIB 2024", "2024-09-02T01:15:05", "second", "rfc822"),
        ("Senin, 02 September 2024 - 14:31 WIB", "2024-09-02T07:31:00", "minute", "written"),
        ("Senin, 2 Sept 2024 | 14.31 WITA", "2024-09-02T06:31:00", "minute", "written"),
        ("Jum'at, 4 Nopember 2022 08:00", "2022-11-04T01:00:00", "minute", "written_local"),
        ("Kamis 19 Ags 2021, pukul 09.30 WIT", "2021-08-19T00:30:00", "minute", "written"),
        ("September 2, 2024 2:31 pm", "2024-09-02T07:31:00", "minute", "written_local"),
        ("2024-09-02T08:15:05Z", "2024-09-02T08:15:05", "second", "iso8601"),
        ("2024-09-02T08:15:05.123+07:00", "2024-09-02T01:15:05", "second", "iso8601"),
        ("2024-09-02 08:15:05", "2024-09-02T01:15:05", "second", "iso8601_local"),
        ("20240902T081505Z", "2024-09-02T08:15:05", "second", "iso8601"),
        ("2024-09-02", "2024-09-01T17:00:00", "day", "iso8601_local"),
        ("2024-09", "2024-08-31T17:00:00", "month", "iso8601_local"),
        ("Mon, 02 Sep 2024 00:00:00 +0700", "2024-09-01T17:00:00", "day", "rfc822"),
        ("1725262265", "2024-09-02T07:31:05", "second", "epoch_s"),
        ("1725262265123", "2024-09-02T07:31:05.123000", "second", "epoch_ms"),
        ("23/09/2024 14:31 WIB", "2024-09-23T07:31:00", "minute", "numeric"),
        ("02/09/2024 14:31 WIB", "2024-09-02T07:31:00", "minute", "numeric"),
        ("Senin, 02/09/2024 14:31", "2024-09-02T07:31:00", "minute", "numeric_local"),
    ],
)
def test_times_are_read_with_their_form(raw: str, utc: str, precision: str, how: str) -> None:
    found = read_feed_date(raw, "Asia/Jakarta", LATEST)
    assert found and found.at
    assert found.at.astimezone(UTC) == datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert (found.raw, found.precision, found.how) == (raw, precision, how)


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("0000-00-00 00:00:00", "zero"),
        ("0000-00-00T00:00:00Z", "zero"),
        ("0", "zero"),
        ("-0001-11-30T00:00:00+00:00", "zero"),
        ("Wed, 30 Nov -0001 00:00:00 +0000", "zero"),
        ("Thu, 01 Jan 1970 00:00:00 +0000", "before_1990"),
        ("1989-12-31", "before_1990"),
        ("2124-09-02", "future"),
        ("9999999999", "future"),
        ("02/09/2024 14:31", "ambiguous"),
        ("Mon, 02/09/2024 14:31", "ambiguous"),
        ("Mon, 02 Sep 2024 08:15:05 XYZ", "unknown_zone"),
        ("Sun, 31 Feb 2024 01:01:01 GMT", "unreadable"),
        ("2024-13-40", "unreadable"),
        ("2024-09-02T24:00:00Z", "unreadable"),
        ("kemarin", "unreadable"),
        ("2 jam yang lalu", "unreadable"),
        ("x" * 500, "unreadable"),
    ],
)
def test_a_time_that_cannot_be_is_refused_with_the_reason(raw: str, problem: str) -> None:
    found = read_feed_date(raw, "Asia/Jakarta", LATEST)
    assert found
    assert (found.at, found.problem) == (None, problem)
    assert raw.startswith(found.raw)


def test_nothing_is_stated_by_nothing() -> None:
    assert read_feed_date(None, "Asia/Jakarta") is read_feed_date(" \n", "Asia/Jakarta") is None


def test_a_time_without_zone_is_of_the_sources_zone() -> None:
    found = read_feed_date("2024-09-02 08:00", "Asia/Jayapura")
    assert found and found.at and found.at.astimezone(UTC) == datetime(2024, 9, 1, 23, tzinfo=UTC)


@given(st.text(max_size=150) | st.text("0123456789-/.: TZ+WIBSepMon,", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    found = read_feed_date(text, "Asia/Jakarta", LATEST)
    assert found is None or (found.at is None) == (found.problem is not None)
