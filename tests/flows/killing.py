"""Runs of the real command that are killed, and what a warehouse holds apart from who wrote it when."""

import hashlib
import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from warehouse.lake import PUBLISHED
from warehouse.migrations import LAST_LOAD
from warehouse.published import open_published, published
from warehouse.tables import TABLES

ROOT = Path(__file__).parents[2]
REGENCIES = (
    ("Wajo", "Sengkang", "Sulawesi Selatan"),
    ("Bone", "Watampone", "Sulawesi Selatan"),
    ("Ngawi", "Ngawi", "Jawa Timur"),
    ("Sarolangun", "Sarolangun", "Jambi"),
    ("Alor", "Kalabahi", "Nusa Tenggara Timur"),
    ("Sambas", "Sambas", "Kalimantan Barat"),
)
GIVEN = ("Andi", "Sitti", "Rahmat", "Yosef", "Dewi", "Slamet", "Maria", "Hasan")
FAMILY = ("Tenriawaru", "Marhamah", "Prasetyo", "Manafe", "Lestari", "Wibisono", "Tokan", "Siregar")

# What tells who wrote a row and when, which differs between any two runs.
OF_THE_RUN = {
    "run_id",
    "first_run_id",
    "load_number",
    "merged_at",
    "withdrawn_at",
    "decided_at",
    "seen_at",
    "first_seen_at",
    "last_seen_at",
    "resolved_at",
    "fetched_at",
}
META_OF_THE_RUN = {LAST_LOAD, PUBLISHED}
LEDGERS = {"runs", "loads", "source_state", "source_links", "host_state"}
ARTICLES, RECORDS, BATCH = 20, 4, 10
FILES = 3
"""Raw files that a run over the inbox writes with this batch size."""
Moment = Callable[[Path], bool]


def article(number: int) -> str:
    """An invented article; every fourth one reports the event of the one before it."""
    subject = number - 1 if number % 4 == 3 else number
    regency, seat, province = REGENCIES[subject % len(REGENCIES)]
    pick = random.Random(subject)
    leader, chair = (f"{pick.choice(GIVEN)} {pick.choice(FAMILY)}" for _ in range(2))
    day, month = 1 + subject % 28, 9 + subject // 28
    return f"""ASN {regency} Ikrar Netral {"Lagi" if subject != number else "Bersama"}

{seat.upper()}, KABAR{number}.ID – Pemerintah Kabupaten {regency}, {province} menggelar ikrar netralitas aparatur sipil negara (ASN) menjelang Pilkada 2024 di Lapangan {seat}, {day}/{month}/2024.

Ikrar dipimpin Penjabat Bupati {regency}, {leader}, S.Sos., M.Si. Hadir Ketua Bawaslu {regency}, {chair}, S.H.

"Kami minta pegawai nomor {number} menjaga jarak dengan semua pasangan calon," kata {leader.split()[0]}.

Menurut dia, pegawai yang melanggar akan dijatuhi hukuman disiplin berat sesuai PP Nomor 94 Tahun 2021.
"""


def write_inbox(folder: Path, count: int = ARTICLES) -> Path:
    """Files of several kinds: articles, a container, copies, and what is to be rejected."""
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"{number:03d}.txt").write_text(article(number))
    records = [
        {"url": f"https://kabar.example/{number}", "title": "Judul", "text": article(number)}
        for number in range(count, count + RECORDS)
    ]
    (folder / "arsip.jsonl").write_text("\n".join(map(json.dumps, [*records, "no record"])))
    (folder / "salinan.txt").write_text(article(1))
    (folder / "pendek.txt").write_text("Pendek.")
    (folder / "lampiran.docx").write_bytes(b"no text")
    return folder


def command(*arguments: str | Path) -> list[str]:
    """The real command line, in the interpreter of the tests."""
    return [sys.executable, "-m", "flows", *map(str, arguments)]


def environment() -> dict[str, str]:
    """The environment without a Prefect server, so that runs are direct."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)  # else every child compiles everything anew
    return kept | {"PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "warta-tests-pycache")}


def finish(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    """Run the command to its end."""
    return subprocess.run(
        command(*arguments), capture_output=True, text=True, cwd=ROOT, env=environment(), check=False
    )


@dataclass(frozen=True)
class Killed:
    """A child that was killed, and how far its log says it had come; `killed` is false where it ended first."""

    killed: bool
    stage: str


def kill_at(moment: Moment, delay: float, home: Path, *arguments: str | Path) -> Killed:
    """Start the command and SIGKILL it `delay` seconds after `moment(home)` has come true."""
    with (
        _log(home).open("wb") as log,
        subprocess.Popen(
            command(*arguments), stdout=subprocess.DEVNULL, stderr=log, cwd=ROOT, env=environment()
        ) as child,
    ):
        while child.poll() is None and not moment(home):
            time.sleep(0.0002)
        end = time.monotonic() + delay
        while child.poll() is None and time.monotonic() < end:
            time.sleep(0.0005)
        child.kill()
    told = _log(home).read_text()
    assert child.returncode in (0, 3, -signal.SIGKILL), told
    stage = "publish" if " loaded " in told else "process" if " read " in told else "ingest"
    return Killed(child.returncode == -signal.SIGKILL, stage)


def _log(home: Path) -> Path:
    """What a run that is to be killed logs, beside its home."""
    return home.with_name(f"{home.name}.log")


def started(home: Path) -> bool:
    """A writer has taken the lock."""
    return (home / "state" / "writer.json").exists()


def storing(home: Path) -> bool:
    """A raw file is being written."""
    return any(name.startswith(".") for name in _raw_names(home))


def stored(home: Path) -> bool:
    """Some raw files are there, but not all."""
    return sum(name.endswith(".parquet") and name[0] != "." for name in _raw_names(home)) >= FILES // 2


def publishing(home: Path) -> bool:
    """The copy for readers is being written."""
    return any(name.startswith(".warehouse") for name in _names(home))


def handing_over(home: Path) -> bool:
    """Everything is loaded: what was loaded is checked and published now."""
    return b" loaded " in _log(home).read_bytes()


def loading(home: Path) -> bool:
    """All raw files are there, and this writer's transactions are being written."""
    files = sum(name.endswith(".parquet") and name[0] != "." for name in _raw_names(home))
    return files >= FILES and transacting(home)


def transacting(home: Path) -> bool:
    """This writer's transactions are being written: a file's log grows, or a lake's first Parquet file is there."""
    try:
        lock = (home / "state" / "writer.json").stat()
        if (log := home / "state" / "live.duckdb.wal").exists():
            return log.stat().st_size > 50_000 and log.stat().st_mtime_ns > lock.st_mtime_ns
        folder = home / "lake" / "tables" / "main" / "articles"
        return any((folder / name).stat().st_mtime_ns > lock.st_mtime_ns for name in _names(folder))
    except FileNotFoundError:
        return False


def _raw_names(home: Path) -> Iterator[str]:
    root = home / "lake" / "documents"
    return itertools.chain.from_iterable(_names(root / month) for month in _names(root))


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - names are all that is needed, and quickly
    except (FileNotFoundError, NotADirectoryError):
        return []


def copy_home(home: Path, target: Path) -> Path:
    """A copy of a home that nobody writes to."""
    return Path(shutil.copytree(home, target))


def content(home: Path) -> dict[str, str]:
    """A hash of every table of the published warehouse, over all columns but those of the run."""
    with open_published(published(home)) as con:
        hashes = {}
        for table in sorted(set(TABLES) - LEDGERS):
            columns = [row[0] for row in con.execute(f"DESCRIBE {table}").fetchall()]
            kept = ", ".join(name for name in columns if name not in OF_THE_RUN)
            rows = con.execute(f"SELECT {kept} FROM {table} ORDER BY ALL").fetchall()
            if table == "meta":
                rows = [row for row in rows if row[0] not in META_OF_THE_RUN]
            hashes[table] = f"{len(rows)} rows {hashlib.sha256(repr(rows).encode()).hexdigest()[:16]}"
        hashes["loads"] = repr(
            con.execute("SELECT count(*), count(DISTINCT raw_file), sum(articles) FROM loads").fetchone()
        )
    return hashes


def raw_ids(home: Path) -> list[str]:
    """The ids of all documents of the raw store, doubles included."""
    files = sorted((home / "lake" / "documents").glob("month=*/*.parquet"))
    return [i for path in files for i in pq.read_table(path, columns=["document_id"])[0].to_pylist()]


def runs(home: Path) -> list[tuple[str, int | None, int | None, int | None, int | None]]:
    """Status and numbers of every run, oldest first."""
    with open_published(published(home)) as con:
        return con.execute(
            "SELECT status, documents_in, articles_loaded, duplicates, rejected FROM runs ORDER BY started_at"
        ).fetchall()
