from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.cleaning.published import Instant, date_in_url, is_stamp, read_instant, settle

MAKASSAR = "Asia/Makassar"


@pytest.mark.parametrize(
    ("text", "at", "precision"),
    [
        ("Senin, 30 September 2024 - 14:35 WIB", "2024-09-30T14:35+07:00", "minute"),
        ("29 November 2023, 08:20 WITA", "2023-11-29T08:20+08:00", "minute"),
        ("Jumat, 5/7/2024 | 19.05", "2024-07-05T19:05+08:00", "minute"),
        ("26/09/2024 - 20.05 WIT", "2024-09-26T20:05+09:00", "minute"),
        ("30-9-2024 pukul 08.15.05 WIB", "2024-09-30T08:15:05+07:00", "second"),
        ("Jum'at, 4 Okt 2024", "2024-10-04T00:00+08:00", "day"),
        ("4 Nopember 2023", "2023-11-04T00:00+08:00", "day"),
        ("14/9/23", "2023-09-14T00:00+08:00", "day"),
        ("September 30, 2024 3:41 pm", "2024-09-30T15:41+08:00", "minute"),
        ("Mon, 30 Sep 2024 15:41:00 +0700", "2024-09-30T15:41+07:00", "second"),
        ("Mon, 30 Sep 2024 08:15:05 WIB", "2024-09-30T08:15:05+07:00", "second"),
        ("2024-09-30T15:41:09Z", "2024-09-30T15:41:09+00:00", "second"),
        ("2024-09-30T15:41:09.123+07:00", "2024-09-30T15:41:09+07:00", "second"),
        ("2024-09-30", "2024-09-30T00:00+08:00", "day"),
        ("2024-09-30 00:00:00", "2024-09-30T00:00+08:00", "day"),
        ("2024/09/30 10:05", "2024-09-30T10:05+08:00", "minute"),
        ("2024-09", "2024-09-01T00:00+08:00", "month"),
        ("1727685660", "2024-09-30T08:41+00:00", "second"),
        ("Kabar.com - 30/09/2024, 14:35 WIB", "2024-09-30T14:35+07:00", "minute"),
    ],
)
def test_times_are_read_as_pages_and_records_print_them(text: str, at: str, precision: str) -> None:
    found = read_instant(text, MAKASSAR)
    assert found == Instant(datetime.fromisoformat(at), precision)


@pytest.mark.parametrize(
    "text", ["", "kemarin", "Senin", "30 September", "32 Mei 2024", "31/02/2024", "0", "2024"]
)
def test_what_names_no_day_gives_none(text: str) -> None:
    assert read_instant(text, MAKASSAR) is None


@pytest.mark.parametrize(
    ("segment", "is_one"),
    [
        ("Senin, 30 September 2024 - 14:35 WIB", True),
        ("Diterbitkan: Senin, 30/09/24 15.41", True),
        ("Jakarta, Senin (30/9/2024)", True),
        ("2 jam yang lalu", True),
        ("18:33", True),
        ("Senin, 30 September 2024, bupati melantik tiga camat.", False),
        ("22 September 2024: Penetapan calon", False),
        ("Rapat pada 2 Mei 2024", False),
        ("Selasa (9/6/2025).", False),
    ],
)
def test_a_stamp_holds_nothing_but_time(segment: str, is_one: bool) -> None:
    assert is_stamp(segment) == is_one


@pytest.mark.parametrize(
    ("url", "day", "precision"),
    [
        ("https://kabar.id/2024/10/01/apel", "2024-10-01", "day"),
        ("https://kabar.id/2024/10/apel", "2024-10-01", "month"),
        ("https://kabar.id/2024-10-05/apel", "2024-10-05", "day"),
        ("https://kabar.id/apel-2024-10-05", "2024-10-05", "day"),
        ("https://kabar.id/read/20241005/apel", "2024-10-05", "day"),
        ("https://kabar.id/read/05102024/apel", "2024-10-05", "day"),
        ("https://kabar.id/read/230829/apel", "2023-08-29", "day"),
        ("https://kabar.id/news/2024/apel", None, None),
        ("https://kabar.id/read/402211/apel", None, None),
        ("https://kabar.id/read/1180332/apel", None, None),
        ("https://kabar.id/read/010203/apel", None, None),
        ("https://kabar.id/2024/13/apel", None, None),
        ("https://kabar.id/?d=2024-10-05", None, None),
        ("https://kabar.id", None, None),
    ],
)
def test_dates_in_addresses(url: str, day: str | None, precision: str | None) -> None:
    found = date_in_url(url, "Asia/Jakarta", datetime(2024, 11, 1, tzinfo=UTC))
    assert (found and (found.at.date().isoformat(), found.precision)) == (day and (day, precision))


def test_six_digits_with_two_readings_stay_open_unless_one_is_after_the_fetch() -> None:
    url = "https://kabar.id/read/240125/apel"  # 25 January 2024 or 24 January 2025
    assert date_in_url(url, "Asia/Jakarta", None) is None
    found = date_in_url(url, "Asia/Jakarta", datetime(2024, 3, 1, tzinfo=UTC))
    assert found and found.at.date().isoformat() == "2024-01-25"


def settled(**more: object) -> tuple[str | None, str | None, str | None, tuple[str, ...]]:
    fields: dict[str, object] = {
        "record": None,
        "stamps": (),
        "url": None,
        "timezone": MAKASSAR,
        "fetched_at": None,
    }
    at, precision, basis, flags = settle(**{**fields, **more})  # type: ignore[arg-type]
    return at.isoformat() if at else None, precision, basis, flags


STAMP = "Senin, 30 September 2024 - 14:35 WIB"
URL = "https://kabar.id/2024/09/30/apel"


def test_record_is_trusted_before_text_and_text_before_address() -> None:
    record = "2024-09-30T16:00:00+08:00"
    assert settled(record=record, stamps=[STAMP], url=URL) == (
        "2024-09-30T16:00:00+08:00",
        "second",
        "record",
        (),
    )
    assert settled(stamps=["Penulis: Rini", STAMP], url=URL)[2] == "text"
    assert settled(url=URL) == ("2024-09-30T00:00:00+08:00", "day", "url", ())
    assert settled() == (None, None, None, ())


def test_disagreement_is_flagged() -> None:
    assert settled(record="2024-08-01", stamps=[STAMP])[3] == ("published_conflict",)
    assert settled(stamps=[STAMP], url="https://kabar.id/2024/10/apel")[3] == ("published_conflict",)
    assert settled(stamps=[STAMP], url="https://kabar.id/2024/09/apel")[3] == ()


def test_time_after_the_fetch_is_refused_and_the_next_basis_asked() -> None:
    fetched = datetime(2024, 10, 1, tzinfo=UTC)
    found = settled(record="2025-01-01", stamps=[STAMP], fetched_at=fetched)
    assert found == ("2024-09-30T14:35:00+07:00", "minute", "text", ("published_after_fetch",))


@pytest.mark.parametrize(
    "record", ["1970-01-01T00:00:00Z", "0000-00-00", "0001-01-01", "1899-12-30 00:00:00"]
)
def test_impossible_times_of_a_record_are_refused_with_a_flag(record: str) -> None:
    at, _, _, flags = settled(record=record)
    assert at is None and len(flags) == 1


def test_time_of_the_fetch_is_never_the_time_of_publication() -> None:
    assert settled(fetched_at=datetime(2024, 10, 1, tzinfo=UTC))[0] is None


@given(st.text(max_size=60) | st.text(alphabet="0123456789/-:. TZ+WIBMei", max_size=40))
def test_any_text_is_read_or_left(text: str) -> None:
    is_stamp(text)
    date_in_url("https://kabar.id/" + text, "Asia/Jakarta", None)
    settle(
        record=text, stamps=[text], url=text, timezone=MAKASSAR, fetched_at=datetime(2024, 1, 1, tzinfo=UTC)
    )
