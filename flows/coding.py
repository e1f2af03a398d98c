"""Cleaning and extraction of a batch, in this process or over a pool."""

import logging
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from config.settings import Settings
from transforms.extract import code_document
from transforms.records import Document, Extraction, Rejection

LOG = logging.getLogger("warta.coding")
Coded = Extraction | Rejection


def code_one(document: Document) -> Coded:
    """Code one document; a fault in our own rules costs that document alone and is kept as a rejection."""
    try:
        return code_document(document)
    except Exception as error:  # a run never dies of one document
        LOG.exception("document %s: the rules failed", document.document_id)
        return Rejection(
            document_id=document.document_id,
            origin=document.origin,
            source_id=document.source_id,
            stage="extract",
            code="internal_error",
            detail=f"{type(error).__name__}: {error}. The document is kept; please report it.",
        )


class Coder:
    """Codes batches of documents, in order."""

    def __init__(self, pool: ProcessPoolExecutor | None) -> None:
        self._pool = pool

    def code(self, documents: Sequence[Document]) -> list[Coded]:
        """One extraction or rejection for each document, in the order of `documents`."""
        if self._pool is None:
            return [code_one(document) for document in documents]
        return list(self._pool.map(code_one, documents, chunksize=16))


@contextmanager
def coder(settings: Settings, documents: int) -> Iterator[Coder]:
    """A coder fit for so many documents: over processes where that repays their start."""
    workers = settings.processes or os.cpu_count() or 1
    if workers == 1 or documents < settings.pool_from:
        yield Coder(None)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield Coder(pool)
