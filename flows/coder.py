"""The version of the rules and code that make rows, computed from their content."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from config.loader import topic_files
from transforms.extent import EVERYTHING, Extent

# Parts of the packages that decide what a row says; settings and sources do not.
DECISIVE = (
    ("config", ("rules", "topics", "gazetteers"), (".toml", ".csv", ".txt")),
    ("transforms", (".",), (".py",)),
)


@cache
def coder_version(extent: Extent = EVERYTHING) -> str:
    """Twelve hexadecimal digits that change when, and only when, rules, gazetteers, transforms or the extent change.

    The user's own topics count as rules.
    """
    digest = hashlib.sha256()
    for package, folders, suffixes in DECISIVE:
        for folder in folders:
            for name, file in sorted(_files(files(package) / folder)):
                if name.endswith(suffixes):
                    digest.update(f"{package}/{folder}/{name}".encode() + b"\0" + file.read_bytes() + b"\0")
    for path in topic_files(extent.own_topics)[1]:
        file = Path(path)
        digest.update(f"own/topics/{file.name}".encode() + b"\0" + file.read_bytes() + b"\0")
    if extent.on_topic_only:
        digest.update(b"on_topic_only\0")
    return digest.hexdigest()[:12]


def _files(folder: Traversable, inside: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry, f"{inside}{entry.name}/")
        else:
            yield inside + entry.name, entry
