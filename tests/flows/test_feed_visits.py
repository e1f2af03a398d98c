"""When a feed is asked again, and what one of its entries costs at most."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, ParamSpec, TypeVar, cast

import pytest

from config.sources import Source
from flows.ingest.guard import Guard, GuardTimeout
from flows.ingest.lists import read_feed
from flows.ingest.state import next_due
from tests.flows.desk import item, rss
from transforms.feeds.model import Feed

P = ParamSpec("P")
T = TypeVar("T")


SOURCE = Source(id="kabar", name="Kabar", kind="feed", url="https://kabar.example/feed", every_minutes=30)
NOW = datetime(2024, 10, 7, 9, 40, tzinfo=UTC)  # a Monday


@pytest.mark.parametrize(
    ("wishes", "due"),
    [
        ({}, NOW + timedelta(minutes=30)),
        ({"ttl_minutes": 120}, NOW + timedelta(minutes=120)),
        ({"ttl_minutes": 10}, NOW + timedelta(minutes=30)),
        ({"ttl_minutes": 999_999}, NOW + timedelta(days=1)),
        ({"skip_hours": (10, 11)}, NOW.replace(hour=12, minute=0)),
        ({"skip_days": (0, 1)}, NOW.replace(day=9, hour=0, minute=0)),
        ({"skip_hours": tuple(range(24)), "skip_days": tuple(range(7))}, None),
    ],
)
def test_the_next_visit_honours_ttl_and_the_hours_and_days_to_skip(
    wishes: dict[str, Any], due: datetime | None
) -> None:
    found = next_due(SOURCE, NOW, **wishes)
    assert found == due if due else found > NOW


class _Strict(Guard):
    """A guard for which the entries at some places are too much."""

    def __init__(self, *places: int) -> None:
        super().__init__(1, 1)
        self._places = places

    def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        only = kwargs.get("only")
        if any(place in (range(1000) if only is None else cast(range, only)) for place in self._places):
            raise GuardTimeout("The work took longer than 1 s and was stopped.")
        return function(*args, **kwargs)


def test_an_entry_that_takes_too_long_costs_itself_alone() -> None:
    content = rss(*(item(f"https://kabar.example/{n}") for n in range(120)))
    found = read_feed(_Strict(57), content)
    assert isinstance(found, Feed)
    assert [entry.position for entry in found.entries] == [n for n in range(1, 121) if n != 58]
    assert [(refused.position, refused.code) for refused in found.refused] == [(58, "timeout")]
    with pytest.raises(GuardTimeout):
        read_feed(_Strict(*range(40)), content)
