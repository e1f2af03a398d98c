"""A home with sources at a server on loopback, and what stands there, as tools for tests of whole runs."""

from pathlib import Path
from typing import Any

from flows import steps
from flows.job import Ingested, Job, Outcome, plan_job
from tests.flows.rude_server import RudeServer
from warehouse.store import open_writer

BODY = (
    "Pemerintah Kabupaten {place} menggelar ikrar netralitas aparatur sipil negara menjelang Pilkada 2024 di "
    "halaman kantor bupati, Senin (7/10/2024). Penjabat Bupati meminta seluruh pegawai menjaga jarak dengan semua "
    "pasangan calon dan tidak mengunggah dukungan di media sosial. Ketua Bawaslu setempat hadir dalam acara itu."
)


def article(place: str) -> bytes:
    paragraphs = "".join(f"<p>{BODY.format(place=f'{place} bagian {n}')}</p>" for n in range(3))
    return f"<html><head><title>Ikrar di {place}</title></head><body><article><h1>Ikrar di {place}</h1>{paragraphs}</article></body></html>".encode()


def rss(*items: str, head: str = "") -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Kabar</title>{head}{"".join(items)}</channel></rss>'.encode()


def item(link: str, title: str = "Ikrar", date: str = "Mon, 07 Oct 2024 09:00:00 WIB", body: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link><guid isPermaLink='false'>1</guid><pubDate>{date}</pubDate>{body}</item>"


class Desk:
    """A home with one source at the server."""

    def __init__(self, home: Path, server: RudeServer) -> None:
        self.home, self.server, self.runs = home, server, 0
        home.mkdir()
        (home / "warta.toml").write_text("[fetch]\nhost_delay_seconds = 0\nseconds = 5\n")
        self.sources: dict[str, str] = {}
        self.add("kabar", "/feed")

    def add(self, name: str, path: str, *, kind: str = "feed", more: str = "") -> None:
        self.sources[name] = (
            f'[[source]]\nid = "{name}"\nname = "{name}"\nkind = "{kind}"\nurl = "{self.server.url(path)}"\n'
            f"allow_private = true\n{more}\n"
        )
        (self.home / "sources.toml").write_text("\n".join(self.sources.values()))

    def job(self, *, named: bool = True) -> Job:
        self.runs += 1
        return plan_job(self.home, started=str(self.runs), source_ids=tuple(self.sources) if named else ())

    def run(self, *, named: bool = True) -> Outcome:
        return steps.run(self.job(named=named))

    def ingest(self, *, named: bool = True) -> Ingested:
        """The first step of a run alone."""
        job = self.job(named=named)
        with steps.running(job):
            return steps.ingest(job)

    def ask(self, sql: str) -> list[dict[str, Any]]:
        with open_writer(self.home) as writer:
            return writer.query(sql)


def counts(done: Outcome | Ingested) -> tuple[int, int, int, int]:
    if isinstance(done, Ingested):
        return done.inputs, done.documents, done.duplicates, done.rejected
    return done.documents_in, done.articles_loaded, done.duplicates, done.rejected
