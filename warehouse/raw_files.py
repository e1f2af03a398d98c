"""Where the files of the raw store are: a folder, or a bucket of an object store that speaks S3.

Both put a file in place in one step and durably, so that a reader sees whole files only.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
from pyarrow import fs

from config.errors import ConfigError
from warehouse.objects import ADVICE, S3, ObjectStoreError, file_system, object_store
from warehouse.whole import sync, whole_file

DOCUMENTS = "lake/documents"
"""The folder of the files in a home."""
PATTERN = "month=*/*"

Write = Callable[[Any], None]
"""Writes the content of a file into what it is given."""


class RawFiles(Protocol):
    """Files by their names, `month=YYYY-MM/NAME`; names that begin with a dot are not finished ones."""

    place: str
    """The folder or address that they are below."""

    def names(self) -> list[str]:
        """All names, hidden ones among them, in their order."""

    def exists(self, name: str) -> bool:
        """Whether there is such a file."""

    def size(self, name: str) -> int:
        """Its bytes."""

    def open(self, name: str) -> pa.NativeFile:
        """A file to read; to be closed by the caller.

        Raises:
            OSError: there is none, or it cannot be read.
        """

    def put(self, name: str, write: Write) -> None:
        """Make a file durably, whole or not at all."""

    def remove(self, names: Sequence[str]) -> None:
        """Remove files; those that are not there are passed over."""

    def rename(self, old: str, new: str) -> None:
        """Give a file another name in the same folder, in whose place nothing but an earlier try of this may stand."""


def raw_files(home: Path, place: str) -> RawFiles:
    """The files of a home: in its own folder, or at the address that its settings name as the place.

    Raises:
        ConfigError: an address that names no bucket.
    """
    return ObjectFiles(place) if place.startswith(S3) else FolderFiles(home / DOCUMENTS)


class FolderFiles:
    """Files of a folder. A file is written under a temporary name, synced and renamed."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.place = folder, str(folder)

    def names(self) -> list[str]:
        """All names, in their order."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.glob(PATTERN))

    def exists(self, name: str) -> bool:
        """Whether there is such a file."""
        return (self.folder / name).exists()

    def size(self, name: str) -> int:
        """Its bytes."""
        return (self.folder / name).stat().st_size

    def open(self, name: str) -> pa.NativeFile:
        """A file to read."""
        return pa.OSFile(str(self.folder / name))

    def put(self, name: str, write: Write) -> None:
        """Write a temporary file, and rename it."""
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(target) as temporary, temporary.open("wb") as file:
            write(file)
        sync(self.folder)

    def remove(self, names: Sequence[str]) -> None:
        """Remove files, durably."""
        paths = [self.folder / name for name in names]
        for path in paths:
            path.unlink(missing_ok=True)
        for folder in {path.parent for path in paths}:
            sync(folder)

    def rename(self, old: str, new: str) -> None:
        """Rename a file, durably."""
        sync((self.folder / old).replace(self.folder / new).parent)


class ObjectFiles:
    """Objects of a bucket. An object is there once all of it has arrived, which is what makes `put` one step.

    Where it is and the credentials are the environment's to say: `warehouse/objects.py`.
    """

    def __init__(self, address: str) -> None:
        self.place = address.rstrip("/")
        self._base = self.place.removeprefix(S3)
        if not self._base or self._base.startswith("/"):
            raise ConfigError(f"warehouse.documents is '{address}'. Write s3://BUCKET or s3://BUCKET/FOLDER.")

    def names(self) -> list[str]:
        """All names, in their order."""
        wanted = fs.FileSelector(self._base, recursive=True, allow_not_found=True)
        with self._told():
            found = self._store().get_file_info(wanted)
        files = (info.path for info in found if info.type == fs.FileType.File)
        return sorted(path.removeprefix(f"{self._base}/") for path in files)

    def exists(self, name: str) -> bool:
        """Whether there is such an object."""
        return bool(self._info(name).type == fs.FileType.File)

    def size(self, name: str) -> int:
        """Its bytes."""
        return int(self._info(name).size or 0)

    def open(self, name: str) -> pa.NativeFile:
        """An object to read, piece by piece."""
        with self._told():
            return self._store().open_input_file(self._path(name))

    def put(self, name: str, write: Write) -> None:
        """Make the whole content first: an upload that is given up half-way would leave half an object."""
        content = pa.BufferOutputStream()
        write(content)
        whole = content.getvalue()
        with self._told(), self._store().open_output_stream(self._path(name)) as out:
            out.write(whole)

    def remove(self, names: Sequence[str]) -> None:
        """Remove objects."""
        for name in names:
            with self._told():
                if self.exists(name):
                    self._store().delete_file(self._path(name))

    def rename(self, old: str, new: str) -> None:
        """Copy an object to its new name, and remove it under the old one."""
        with self._told():
            self._store().copy_file(self._path(old), self._path(new))
        self.remove([old])

    def _path(self, name: str) -> str:
        return f"{self._base}/{name}"

    def _info(self, name: str) -> fs.FileInfo:
        with self._told():
            return self._store().get_file_info(self._path(name))

    def _store(self) -> fs.S3FileSystem:
        return file_system(object_store())

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except ObjectStoreError:
            raise
        except OSError as error:
            raise ObjectStoreError(
                f"The object store of {self.place} does not do what is asked: {error} {ADVICE}"
            ) from error
