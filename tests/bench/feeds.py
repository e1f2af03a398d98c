"""A run over many feeds, and the same run again, when none has anything new."""

from pathlib import Path

from flows import steps
from flows.job import plan_job
from tests.bench.measures import in_process, rate
from tests.flows.rude_server import RudeServer, conditional

ENTRIES = 20
BODY = "Pemerintah kabupaten menggelar kegiatan rutin bersama warga di alun-alun kota pada pagi hari. " * 4
SETTINGS = "[fetch]\nhost_delay_seconds = 0\nhost_concurrency = 8\n"


def unchanged_feeds(folder: Path, count: int) -> list[str]:
    """Feeds on a server of this machine, text in the feed; only the ingest step, nothing is coded."""
    home = folder / "home-feeds"
    home.mkdir()
    (home / "warta.toml").write_text(SETTINGS, encoding="utf-8")
    with RudeServer() as server:
        sources = []
        for feed in range(count):
            server.add(f"/{feed}", conditional(_feed(feed).encode()))
            sources.append(
                f'[[source]]\nid = "f{feed}"\nname = "F"\nkind = "feed"\nurl = "{server.url(f"/{feed}")}"\n'
                "allow_private = true\nfetch_pages = false\n"
            )
        (home / "sources.toml").write_text("\n".join(sources), encoding="utf-8")
        first = in_process(_ingest, home, folder)
        again = in_process(_ingest, home, folder)
    return [
        f"{count:,} feeds of {ENTRIES} entries, read only",
        f"  first run                   {first[0]:6.1f} s  {rate(count * ENTRIES, first[0])} entries/s",
        f"  the same, all unchanged     {again[0]:6.1f} s  {rate(count, again[0])} feeds/s",
        f"  the second takes {again[0] / first[0]:.2f} of the first",
    ]


def _ingest(home: Path, _: Path) -> None:
    names = tuple(
        f"f{n}" for n in range((home / "sources.toml").read_text(encoding="utf-8").count("[[source]]"))
    )
    job = plan_job(home, started=steps.fresh(), source_ids=names)
    with steps.running(job):
        steps.ingest(job)


def _feed(number: int) -> str:
    items = "".join(
        f"<item><title>Berita {number}-{n}</title><link>https://k{number}.example/{n}</link>"
        "<pubDate>Mon, 07 Oct 2024 09:00:00 WIB</pubDate>"
        f"<description><![CDATA[<p>{BODY} {number}-{n}</p>]]></description></item>"
        for n in range(ENTRIES)
    )
    return f'<rss version="2.0"><channel><title>K{number}</title>{items}</channel></rss>'
