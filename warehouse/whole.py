"""Files and folders that are there as a whole or not at all: made beside their place, and put into it in one step."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TEMPORARY = ".tmp"
"""Ends the hidden name of what is still being made."""


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """A path to write to, whose file takes the target's place durably; after an error the target is what it was."""
    temporary = _beside(target)
    try:
        yield temporary
        sync(temporary)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    sync(target.parent)


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """An empty folder to fill, which takes the target's place; after an error the target is what it was.

    What stood at the target before goes. Its files are synced by who writes them.
    """
    temporary = _beside(target)
    old = target.with_name(f".{target.name}.{os.getpid()}.old")
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir()
    try:
        yield temporary
        if target.exists():
            target.replace(old)
        try:
            temporary.replace(target)
        except OSError:
            if old.exists():
                old.replace(target)
            raise
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    sync(target.parent)


def unfinished(target: Path) -> list[Path]:
    """What a killed process left beside a file."""
    return sorted(target.parent.glob(f".{target.name}.*{TEMPORARY}"))


def remove_unfinished(*targets: Path) -> None:
    """Remove what a killed process left beside some files."""
    for target in targets:
        for left in unfinished(target):
            left.unlink()


def sync(path: Path) -> None:
    """Make a file, or the renames in a folder, durable."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.{os.getpid()}{TEMPORARY}")
