"""Cleaning and extraction of a batch, in this process or over a pool; what may be hostile, in a guard."""

import atexit
import logging
import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from itertools import repeat
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path

from config.settings import Settings
from flows.ingest.guard import Guard, GuardCrash, GuardMemory, GuardTimeout
from transforms.cleaning.learned import NONE, Furniture
from transforms.cleaning.markup import COSTLY_BYTES, is_costly
from transforms.records import Document, Extraction, Rejection

LOG = logging.getLogger("warta.coding")
Coded = Extraction | Rejection

GUARD_SECONDS = 10.0
GUARD_MEMORY_MB = 2048


def code_one(document: Document, own_topics: Path | None = None, furniture: Furniture = NONE) -> Coded:
    """Code one document, by the user's own topics too; it costs at most itself and a bounded time, and is kept as a rejection then.

    `furniture` is what was learned of its site.
    """
    from transforms.extract import code_document  # a run that has nothing new to code does without the rules

    try:
        if is_suspicious(document):
            return _guard().call(code_document, document, own_topics, furniture)
        return code_document(document, own_topics, furniture)
    except GuardTimeout as error:
        return _rejection(document, "timeout", f"{error} The document is kept.")
    except GuardMemory as error:
        return _rejection(document, "memory", f"{error} The document is kept.")
    except GuardCrash as error:
        return _rejection(document, "crash", f"{error} The document is kept.")
    except Exception as error:  # a run never dies of one document
        LOG.exception(
            "document %s: the rules failed", document.document_id, extra={"document_id": document.document_id}
        )
        return _rejection(
            document,
            "internal_error",
            f"{type(error).__name__}: {error}. The document is kept; please report it.",
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


class Coder:
    """Codes batches of documents, in order."""

    def __init__(self, pool: ProcessPoolExecutor | None, own_topics: Path) -> None:
        self._pool, self._own_topics = pool, own_topics

    def code(self, documents: Sequence[Document], furniture: Sequence[Furniture]) -> list[Coded]:
        """One extraction or rejection for each document, in the order of `documents`.

        `furniture` has for each document what was learned of its site.
        """
        if self._pool is None:
            return list(map(code_one, documents, repeat(self._own_topics), furniture))
        return list(self._pool.map(code_one, documents, repeat(self._own_topics), furniture, chunksize=16))


@contextmanager
def coder(settings: Settings, documents: int, own_topics: Path) -> Iterator[Coder]:
    """A coder fit for so many documents: over processes where that repays their start."""
    workers = settings.processes or os.cpu_count() or 1
    if workers == 1 or documents < settings.pool_from:
        yield Coder(None, own_topics)
        return
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=end_with_parent) as pool:
        yield Coder(pool, own_topics)


def end_with_parent() -> None:
    """End this worker as soon as its parent is gone: one that was killed tells its workers nothing."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="parent-watch").start()
