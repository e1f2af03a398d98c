"""Cleaning and extraction of batches, in order, over an engine; what may be hostile, in a guard."""

import atexit
import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Generic, TypeVar

from config.errors import ConfigError
from flows.coder import coder_version
from flows.engines.base import Engine, WorkersLostError
from flows.ingest.guard import Guard, GuardCrash, GuardMemory, GuardTimeout
from flows.packing import Coded, Packed, joined, pack
from transforms.cleaning.learned import Furniture
from transforms.cleaning.markup import COSTLY_BYTES, is_costly
from transforms.extent import Extent
from transforms.lockstep import ABREAST
from transforms.records import Document, Rejection

LOG = logging.getLogger("warta.coding")
K = TypeVar("K")

GUARD_SECONDS = 10.0
GUARD_MEMORY_MB = 2048
CALL_DOCUMENTS, CALL_BYTES = ABREAST, 4_000_000
"""What goes to a worker in one call, at most: enough to repay the call, little enough to share out evenly."""


def code_each(
    documents: Sequence[Document], extent: Extent, furniture: Sequence[Furniture], *, is_guarded: bool = False
) -> list[Coded]:
    """Code documents: each costs at most itself and a bounded time, and is kept as a rejection then.

    `furniture` is what was learned of the site of each. `is_guarded` asks for the guard whatever a document looks like.
    """
    from transforms.extract import code_documents  # a run that has nothing new to code does without the rules

    pairs = list(zip(documents, furniture, strict=True))
    alone = [is_guarded or is_suspicious(document) for document in documents]
    abreast = [pair for pair, guarded in zip(pairs, alone, strict=True) if not guarded]
    others = iter(code_documents([d for d, _ in abreast], [learned for _, learned in abreast], extent))
    return [
        _guarded(document, extent, learned) if guarded else _settled(document, next(others))
        for (document, learned), guarded in zip(pairs, alone, strict=True)
    ]


def _guarded(document: Document, extent: Extent, furniture: Furniture) -> Coded:
    """Code one document in the guard."""
    from transforms.extract import code_document

    try:
        return _guard().call(code_document, document, extent, furniture)
    except GuardTimeout as error:
        return _rejection(document, "timeout", f"{error} The document is kept.")
    except GuardMemory as error:
        return _rejection(document, "memory", f"{error} The document is kept.")
    except GuardCrash as error:
        return _rejection(document, "crash", f"{error} The document is kept.")
    except Exception as error:  # a run never dies of one document
        return _settled(document, error)


def _settled(document: Document, given: Coded | Exception) -> Coded:
    """What the rules gave for a document; where they failed, a rejection."""
    if not isinstance(given, Exception):
        return given
    LOG.error(
        "document %s: the rules failed",
        document.document_id,
        exc_info=given,
        extra={"document_id": document.document_id},
    )
    return _rejection(
        document,
        "internal_error",
        f"{type(given).__name__}: {given}. The document is kept; please report it.",
    )


def is_suspicious(document: Document) -> bool:
    """Whether a document is of a size or shape that may take very long: much larger or deeper than any article."""
    pages = (document, *document.further)
    return any(
        len(page.content) > COSTLY_BYTES or (page.media_type == "text/html" and is_costly(page.content))
        for page in pages
    )


@cache
def _guard() -> Guard:
    """This process's guard; its worker starts with the first document that needs it."""
    guard = Guard(GUARD_SECONDS, GUARD_MEMORY_MB)
    atexit.register(guard.close)
    return guard


def _rejection(document: Document, code: str, detail: str) -> Rejection:
    return Rejection(
        document_id=document.document_id,
        origin=document.origin,
        source_id=document.source_id,
        stage="extract",
        code=code,
        detail=detail,
    )


@dataclass(frozen=True, slots=True)
class _UnderWay(Generic[K]):
    """A batch that is being coded: what of its sites was known at the start, after how many batches, and its calls."""

    key: K
    documents: Sequence[Document]
    furniture: Sequence[Furniture]
    after: int
    calls: Sequence[tuple[slice, Callable[[], Packed]]]


def code_batches(
    engine: Engine,
    batches: Iterable[tuple[K, Sequence[Document]]],
    extent: Extent,
    furniture_of: Callable[[Sequence[Document]], Sequence[Furniture]],
) -> Iterator[tuple[K, Sequence[Document], Packed]]:
    """Code batches, some of them at a time, and give each with its results, in order.

    The rows are those of coding one batch after another: a batch that is begun before earlier ones are loaded
    is looked at again when its turn comes, and a document of whose site more was learned meanwhile is coded anew.
    No more batches are under way than keep the engine busy.

    Args:
        engine: what runs the calls.
        batches: a key of the caller's and the documents of each.
        extent: how much is read of each document.
        furniture_of: gives for each document what is learned of its site, as things stand.

    Yields:
        The key, the documents, and what they gave. What the caller loads of it before going on is what the next
        batch is coded by.

    Raises:
        EngineError: the engine has gone.
        ConfigError: a worker has other rules.
    """
    under_way: deque[_UnderWay[K]] = deque()
    waiting = iter(batches)
    for done in count():
        while _is_idle(engine, under_way) and (batch := next(waiting, None)):
            furniture = furniture_of(batch[1])
            calls = _begin(engine, batch[1], extent, furniture)
            under_way.append(_UnderWay(*batch, furniture, done, calls))
        if not under_way:
            return
        first = under_way.popleft()
        now = furniture_of(first.documents) if first.after < done else first.furniture
        parts = [_finish(take, first, part, now, extent) for part, take in first.calls]
        yield first.key, first.documents, joined(parts, first.documents)


def _is_idle(engine: Engine, under_way: Sequence[_UnderWay[K]]) -> bool:
    """Whether another batch is to be begun: while the first is taken and loaded, the others must keep all busy."""
    if not under_way or not engine.width:
        return not under_way
    behind = sum(len(batch.calls) for batch in under_way) - len(under_way[0].calls)
    return behind < 2 * engine.width


def _begin(
    engine: Engine, documents: Sequence[Document], extent: Extent, furniture: Sequence[Furniture]
) -> list[tuple[slice, Callable[[], Packed]]]:
    """Begin the calls for a batch; each with the part of the batch that it codes."""
    version = coder_version(extent)
    return [
        (part, engine.submit(code_some, documents[part], extent, furniture[part], version))
        for part in _parts(documents)
    ]


def _parts(documents: Sequence[Document]) -> Iterator[slice]:
    start = size = 0
    for end, document in enumerate(documents, 1):
        size += sum(len(page.content) for page in (document, *document.further))
        if end - start == CALL_DOCUMENTS or size >= CALL_BYTES or end == len(documents):
            yield slice(start, end)
            start, size = end, 0


def code_some(
    documents: Sequence[Document], extent: Extent, furniture: Sequence[Furniture], version: str
) -> Packed:
    """Code documents in a worker, which must have the rules of this version.

    Raises:
        ConfigError: it has others.
    """
    if (here := coder_version(extent)) != version:
        raise ConfigError(
            f"A worker has other rules ({here}) than this program ({version}). Install the same release on all "
            f"machines, and let {extent.own_topics} be the same folder on all."
        )
    return pack(documents, code_each(documents, extent, furniture))


def _finish(
    take: Callable[[], Packed], batch: _UnderWay[K], part: slice, now: Sequence[Furniture], extent: Extent
) -> Packed:
    """What a call gave, by what is known of the sites `now`. Where its worker died, each document is coded in this
    process's guard instead.
    """
    documents = batch.documents[part]
    try:
        packed = take()
    except WorkersLostError as error:
        LOG.warning("%d documents go to the guard one by one: a worker was lost (%s)", len(documents), error)
        return pack(documents, code_each(documents, extent, now[part], is_guarded=True))
    then = zip(documents, batch.furniture[part], now[part], strict=True)
    changed = {document.article_id for document, before, learned in then if before != learned}
    if not changed:
        return packed
    known = [(d, learned) for d, learned in zip(documents, now[part], strict=True) if d.article_id in changed]
    again = [document for document, _ in known]
    anew = pack(again, code_each(again, extent, [learned for _, learned in known]))
    return joined([packed.without(again), anew], documents)
