"""Near-duplicates: what is found of a generated set, beside other libraries, and what new texts cost among many."""

import importlib.util
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

import duckdb

from flows.packing import Told, signature_tables, tell
from flows.stories import settle_stories
from tests.bench.measures import in_process
from tests.bench.texts import Text, texts, twins
from transforms.records import Article, Extraction
from transforms.resolving.stories import BANDS, copies_among, sign
from warehouse.batches import with_columns
from warehouse.store import Stamp, Writer, open_writer

NEW = 1_000
FEW = 10_000  # stored texts, to compare with many
SIZES = (250, 1_000)  # new texts in a batch
PERMUTATIONS = 128
THRESHOLD = 0.5
RUN = 5  # words in a shingle, where a library leaves that to its user
SEED = 42


def near_duplicates(folder: Path, count: int) -> list[str]:
    """Pairs found among `count` texts, by us and by what of rensa and datasketch is installed, each in a process."""
    location = folder / "texts.jsonl"
    made = []  # without their texts: a process that is measured starts with the memory of this one
    with location.open("w", encoding="utf-8") as file:
        for text in texts(count):
            file.write(json.dumps(text, ensure_ascii=False) + "\n")
            made.append(text._replace(text=""))
    truth = twins(made)
    lines = [f"{count:,} texts, {len(truth):,} pairs of copies among them"]
    _, peak = in_process(_read_only, location, folder / "none")
    lines.append(f"  CPU seconds, and memory where reading the texts alone takes {peak:,.0f} MB")
    for name, needs, find in (
        ("warta", None, _ours),
        ("rensa, runs of 5 words", "rensa", _rensa),
        ("datasketch, the same", "datasketch", _datasketch),
    ):
        if needs and importlib.util.find_spec(needs) is None:
            lines.append(f"  {name:<27} not measured: pip install '.[bench]'")
            continue
        target = folder / f"{needs}.pairs"
        _, peak = in_process(find, location, target)
        seconds, pairs = json.loads(target.read_text(encoding="utf-8"))
        found = {(a, b) for a, b in pairs}
        right = len(found & truth)
        lines.append(
            f"  {name:<27} {seconds:6.1f} s  peak {peak:5,.0f} MB  precision {right / max(len(found), 1):.4f}  "
            f"recall {right / len(truth):.4f}"
        )
        if needs is None:
            lines.append(f"    recall by kind: {_by_kind(made, truth, found)}")
    return lines


def new_among_stored(folder: Path, small: int, large: int) -> list[str]:
    """The stories of 1,000 new texts, against few and against many stored texts."""
    spent = {}
    for stored in (small, large):
        home = folder / f"home-{stored}"
        _fill(home, stored)
        for size in SIZES:
            spent[stored, size] = _settled(home, [_article(t, "new") for t in texts(NEW, seed=size)], size)
    return [
        f"{NEW:,} new texts into a warehouse of {small:,} and of {large:,}: their stories found, CPU seconds",
        *(
            f"  in batches of {size:<5,}          {spent[small, size]:6.2f} s  {spent[large, size]:6.2f} s  "
            f"ratio {spent[large, size] / spent[small, size]:.2f}"
            for size in SIZES
        ),
    ]


def _by_kind(made: list[Text], truth: set[tuple[int, int]], found: set[tuple[int, int]]) -> str:
    kinds: dict[str, list[bool]] = {}
    for pair in truth:
        kind = "copies of one text" if made[pair[0]].kind != "own" else made[pair[1]].kind
        kinds.setdefault(kind, []).append(pair in found)
    return ", ".join(f"{kind} {sum(hits) / len(hits):.4f}" for kind, hits in sorted(kinds.items()))


def _read(location: Path) -> Iterator[Text]:
    with location.open(encoding="utf-8") as file:
        for line in file:
            yield Text(*json.loads(line))


def _read_only(location: Path, _: Path) -> None:
    for _text in _read(location):
        pass


def _tell(target: Path, pairs: list[tuple[int, int]]) -> None:
    target.write_text(json.dumps([time.process_time(), pairs]), encoding="utf-8")


def _ours(location: Path, target: Path) -> None:
    signed = {text.number: sign(text.text) for text in _read(location)}
    _tell(target, [(earlier, text) for text, earlier, _ in copies_among(signed, dict.fromkeys(signed))])


def _shingles(text: str) -> list[str]:
    words = text.lower().split()
    return [" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))]


def _rensa(location: Path, target: Path) -> None:
    import rensa

    lsh = rensa.RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=32)
    held: list[Any] = []
    pairs: list[tuple[int, int]] = []
    for text in _read(location):
        own = rensa.RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        own.update(_shingles(text.text))
        pairs += [(n, text.number) for n in lsh.query(own) if held[n].jaccard(own) >= THRESHOLD]
        lsh.insert(text.number, own)
        held.append(own)
    _tell(target, pairs)


def _datasketch(location: Path, target: Path) -> None:
    import datasketch

    lsh = datasketch.MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, params=(32, 4))
    held: list[Any] = []
    pairs: list[tuple[int, int]] = []
    for text in _read(location):
        own = datasketch.MinHash(num_perm=PERMUTATIONS, seed=SEED)
        own.update_batch([shingle.encode() for shingle in _shingles(text.text)])
        pairs += [(n, text.number) for n in lsh.query(own) if held[n].jaccard(own) >= THRESHOLD]
        lsh.insert(text.number, own)
        held.append(own)
    _tell(target, pairs)


_FILLING = """
CREATE TEMP TABLE filling AS SELECT md5('bench' || i)[:16] AS id, i FROM range({count}) AS r(i);
INSERT INTO articles BY NAME SELECT id AS article_id, id AS document_id, 'bench' AS source_id, id AS origin,
    [] AS authors, [] AS editors, 'Isi' AS text, 1 AS word_count, [] AS flags, [] AS topics, id AS story_id,
    1 AS version, 'bench' AS coder_version, 'bench' AS run_id, -i // 250 AS load_number, hash(i) % 4294967296 AS key_number FROM filling;
INSERT INTO article_signatures SELECT id, repeat(md5(id), 14), -i // 250, hash(i) % 4294967296 FROM filling;
INSERT INTO article_bands
    SELECT id, (hash(i * 100 + b) % 4294967296)::BIGINT, NULL, -i // 250, hash(i) % 4294967296
    FROM filling, range({bands}) AS s(b);
CHECKPOINT;
"""


def _article(text: Text, source: str) -> Article:
    key = f"{text.number:08x}{crc32((source + text.text).encode()):08x}"
    return Article(
        article_id=key, document_id=key, source_id=source, origin=key, url=None, outlet=None, title=None,
        authors=(), editors=(), dateline=None, published_at=None, published_precision=None, published_basis=None,
        fetched_at=None, language="id", text=text.text, word_count=len(text.text.split()), flags=(),
    )  # fmt: skip


def _fill(home: Path, count: int) -> None:
    """A warehouse of `count` articles: a few are texts that come again, the others have random signatures."""
    with open_writer(home) as writer:
        for size in SIZES:
            _store(writer, [_article(text, "stored") for text in texts(NEW // 4, seed=size)])
    with duckdb.connect(str(home / "state" / "live.duckdb")) as con:
        con.execute(_FILLING.format(count=count, bands=BANDS))


def _settled(home: Path, new: list[Article], size: int) -> float:
    """CPU seconds, of all threads, to find the stories of new articles in batches; loading them is not counted."""
    spent = 0.0
    with open_writer(home) as writer:
        settle_stories(writer, _told(new[:1]), {})  # what DuckDB reads for the first time
        for at in range(0, len(new), size):
            batch = new[at : at + size]
            began = time.process_time()
            settle_stories(writer, _told(batch), {})
            spent += time.process_time() - began
            _store(writer, batch)
    return spent


def _store(writer: Writer, articles: list[Article]) -> None:
    told = _told(articles)
    stories = settle_stories(writer, told, {})
    kept = [with_columns(a, story_id=stories[a.article_id].story_id) for a in articles]
    writer.load({**signature_tables(told), "articles": kept}, stamp=Stamp("bench", "bench"))


def _told(articles: list[Article]) -> list[Told]:
    return [tell(Extraction(article=article), sign(article.text)) for article in articles]
