"""Documents that kill the process that codes them; workers and guards import this module by its name."""

import os
from collections.abc import Sequence
from pathlib import Path

from flows.coding import code_some
from flows.packing import Coded, Packed
from transforms.cleaning.learned import NONE, Furniture
from transforms.extract import code_document
from transforms.records import Document

POISON = b"Racun."


def code_some_or_die(
    documents: Sequence[Document], own_topics: Path, furniture: Sequence[Furniture], version: str
) -> Packed:
    """As `flows.coding.code_some`, but poison ends the process."""
    if any(POISON in document.content for document in documents):
        os._exit(9)
    return code_some(documents, own_topics, furniture, version)


def code_document_or_die(
    document: Document, own_topics: Path | None = None, furniture: Furniture = NONE
) -> Coded:
    """As `transforms.extract.code_document`, but poison ends the process."""
    if POISON in document.content:
        os._exit(9)
    return code_document(document, own_topics, furniture)
