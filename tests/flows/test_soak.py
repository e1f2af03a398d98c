"""A day of hourly runs over sources that misbehave, with the hours compressed: nothing grows, nothing comes twice.

In the ordinary run a short day; `pytest tests/flows/test_soak.py --slow` runs 24 hours over 50 sources and prints what it measured.
"""

import gc
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows import steps
from flows.job import plan_job
from tests.flows import killing
from tests.flows.desk import article, item, rss
from tests.flows.rude_server import BEHAVIOURS, Behaviour, RudeServer, Visit, page
from warehouse.store import open_writer

TROUBLES = (
    "/broken",
    "/reset",
    "/hang-up",
    "/truncated-gzip",
    "/html-as-feed",
    "/gzip-only-said",
    "/empty",
    "/short",
)
EVERY = 6  # hours from one article of a source to its next
WARM_UP = 3  # runs, after which caches are filled
GROWTH_MB = 40


@dataclass(frozen=True)
class Held:
    """What the process holds at a moment."""

    memory_mb: float
    files: int
    threads: int
    temporary: frozenset[str]


def held(home: Path) -> Held:
    gc.collect()
    status = Path("/proc/self/status").read_text()
    memory = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    left = {str(path) for path in home.rglob("*.tmp")}
    left |= {path.name for path in Path(tempfile.gettempdir()).iterdir()}
    return Held(
        int(memory.split()[1]) / 1024,
        len(list(Path("/proc/self/fd").iterdir())),
        threading.active_count(),
        frozenset(left),
    )


class Newsroom:
    """Sources on one server, by the hour: new articles, the last three in the feed, now and then a trouble."""

    def __init__(self, home: Path, server: RudeServer, sources: int) -> None:
        self.home, self.server, self.sources, self.articles = home, server, sources, 0
        home.mkdir()
        (home / "warta.toml").write_text("processes = 1\n[fetch]\nhost_delay_seconds = 0\nseconds = 5\n")
        blocks = [
            f'[[source]]\nid = "s{n}"\nname = "S{n}"\nkind = "feed"\nurl = "{server.url(f"/s{n}/feed")}"\n'
            f"allow_private = true\n"
            for n in range(sources)
        ]
        (home / "sources.toml").write_text("\n".join(blocks))
        self.links: list[list[str]] = [[] for _ in range(sources)]

    def hour(self, hour: int) -> None:
        """The state of all sites at an hour."""
        for n in range(self.sources):
            if (hour + n) % EVERY == 0:
                path = f"/s{n}/berita-{hour}"
                first_fails = self.articles % 5 == 0
                self.server.add(
                    path, self._failing_once(path, n, hour) if first_fails else self._page(n, hour)
                )
                self.links[n].append(self.server.url(path))
                self.articles += 1
            items = [item(f"{link}?utm_source=rss") for link in self.links[n][-3:]]
            trouble = BEHAVIOURS[TROUBLES[(hour + n) % len(TROUBLES)]]
            is_troubled = (hour * 7 + n) % 9 == 0
            self.server.add(
                f"/s{n}/feed", trouble if is_troubled else page(rss(*items), "application/rss+xml")
            )

    def _page(self, n: int, hour: int) -> Behaviour:
        return page(article(f"kota {n} jam {hour}"))

    def _failing_once(self, path: str, n: int, hour: int) -> Behaviour:
        good = self._page(n, hour)

        def behave(visit: Visit) -> None:
            if len(self.server.seen(path)) == 1:
                visit.answer(502)
            else:
                good(visit)

        return behave

    def run(self, hour: int) -> None:
        """The hour's run; what waits for a time is an hour nearer to it than before."""
        with open_writer(self.home) as writer:
            writer._con.execute("UPDATE source_links SET next_try_at = next_try_at - INTERVAL 1 HOUR")
            writer._con.execute("UPDATE host_state SET retry_at = NULL")
        sources = tuple(f"s{n}" for n in range(self.sources))
        steps.run(plan_job(self.home, started=f"hour {hour}", source_ids=sources, trigger="schedule"))


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What other processes leave in the common one is not ours."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))


def soak(home: Path, server: RudeServer, hours: int, sources: int) -> tuple[Held, Held]:
    room = Newsroom(home, server, sources)
    for hour in range(hours):
        room.hour(hour)
        room.run(hour)
        if hour == WARM_UP:
            warm = held(home)
    for n in range(sources):  # a last quiet hour, in which all that was put off comes in
        items = [item(link) for link in room.links[n]]
        server.add(f"/s{n}/feed", page(rss(*items), "application/rss+xml"))
    room.run(hours)
    room.run(hours + 1)
    end = held(home)
    ids = killing.raw_ids(home)
    with open_writer(home) as writer:
        (found,) = writer.query(
            "SELECT count(*) AS n, count(DISTINCT url) AS urls, max(version) AS v FROM articles"
        )
    assert (found["n"], found["urls"], found["v"]) == (room.articles, room.articles, 1)
    assert len(ids) == len(set(ids)) == room.articles
    asked = [len(server.seen(f"/{link.split('/', 3)[3]}")) for links in room.links for link in links]
    assert max(asked) <= 2 and asked.count(2) == len(range(0, room.articles, 5))
    return warm, end


def assert_nothing_grew(warm: Held, end: Held) -> None:
    assert end.files <= warm.files + 2
    assert end.threads <= warm.threads + 2
    assert end.temporary == frozenset()
    assert end.memory_mb - warm.memory_mb < GROWTH_MB


def test_a_short_day_of_hourly_runs(tmp_path: Path, server: RudeServer) -> None:
    assert_nothing_grew(*soak(tmp_path / "home", server, hours=8, sources=12))


@pytest.mark.slow
def test_a_day_of_hourly_runs_over_fifty_sources(
    tmp_path: Path, server: RudeServer, capsys: pytest.CaptureFixture[str]
) -> None:
    warm, end = soak(tmp_path / "home", server, hours=24, sources=50)
    with capsys.disabled():
        print(f"\nafter {WARM_UP + 1} runs {warm.memory_mb:.0f} MB, {warm.files} files, {warm.threads} threads; "  # noqa: T201
              f"after 26 runs {end.memory_mb:.0f} MB, {end.files} files, {end.threads} threads")  # fmt: skip
    assert_nothing_grew(warm, end)
