"""Documents that kill the process that codes them; workers and guards import this module by its name."""

import os
from collections.abc import Sequence

from flows.coding import code_some
from flows.packing import Coded, Packed
from transforms.cleaning.learned import NONE, Furniture
from transforms.extent import EVERYTHING, Extent
from transforms.extract import code_document
from transforms.records import Document

POISON = b"Racun."


def code_some_or_die(
    documents: Sequence[Document], extent: Extent, furniture: Sequence[Furniture], version: str
) -> Packed:
    """As `flows.coding.code_some`, but poison ends the process."""
    if any(POISON in document.content for document in documents):
        os._exit(9)
    return code_some(documents, extent, furniture, version)


def code_document_or_die(
    document: Document, extent: Extent = EVERYTHING, furniture: Furniture = NONE
) -> Coded:
    """As `transforms.extract.code_document`, but poison ends the process."""
    if POISON in document.content:
        os._exit(9)
    return code_document(document, extent, furniture)
