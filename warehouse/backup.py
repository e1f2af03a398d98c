"""A home in one file, and back: the raw store, the published warehouse and the user's own settings.

Documents in an object store stay there, and the restored home finds them by its settings. A lake's tables are saved as
such a published file, of which its first run makes a lake again; so a backup can be restored into either kind of home,
and be read at once. The live file is not among them: the next run makes it from the published one and loads whatever raw
files that one does not know, as after a crash. An archive is a tar file compressed by zstd whose last member,
`MANIFEST.json`, has the size and SHA-256 of every other one.
"""

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

import duckdb
import zstandard

from config.errors import ConfigError
from warehouse.errors import WarehouseError, told_plainly
from warehouse.lock import writer_lock
from warehouse.migrations import latest_version, schema_version
from warehouse.raw import RawStore
from warehouse.raw_files import DOCUMENTS
from warehouse.storage import storage_of
from warehouse.whole import whole_file, whole_folder

SUFFIX = ".tar.zst"
MANIFEST = "MANIFEST.json"
PUBLISHED = "warehouse.duckdb"
OWN_FILES = ("sources.toml", "warta.toml")
FORM = 1
"""The version of the archive's form."""
CHUNK = 1024 * 1024


class BackupError(WarehouseError):
    """An archive that is damaged, or not one of ours; the message says which file."""


class BackupUsageError(ConfigError):
    """A wish that cannot be met as put; the message says what to do instead."""


@dataclass(frozen=True, slots=True)
class Archive:
    """What an archive holds: how many files, their bytes, raw files among them, and when it was made."""

    files: int
    size: int
    raw_files: int
    created: str


def backup(home: Path, target: Path, *, wait: float | None = None) -> Archive:
    """Write a home into an archive, and read that back to make sure of it.

    The writer's lock is held only while the files are opened: raw files never change, and a published file
    that is replaced meanwhile stays readable for who has it open.

    Args:
        home: the folder of all state.
        target: the archive to make, NAME.tar.zst; an earlier one of that name is replaced at the end.
        wait: seconds to wait for another process that writes; None waits for ever.

    Raises:
        BackupUsageError: nothing to save, or another kind of file is asked for.
        WarehouseLockedError: another process writes, and did so for all that time.
        DiskFullError: there is no room.
    """
    home, target = home.resolve(), target.resolve()
    if not target.name.endswith(SUFFIX):
        raise BackupUsageError(f"{target}: name the archive so that it ends in {SUFFIX}.")
    if target.is_relative_to(home / "lake") or target.is_relative_to(home / "state"):
        raise BackupUsageError(f"{target} lies inside what is to be saved. Name a file elsewhere.")
    if not (home / "lake").exists() and not storage_of(home).published.exists():
        raise BackupUsageError(f"{home}: there is nothing to save yet. Check --home.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with told_plainly(target), whole_file(target) as temporary:
        _write(home, temporary, wait)
        return verify(temporary)


def verify(archive: Path) -> Archive:
    """Read an archive from end to end against its manifest.

    Raises:
        BackupError: it is damaged, or not one of ours.
    """
    return _read(archive, None)


def restore(archive: Path, home: Path) -> Archive:
    """Make a home of an archive. The home must not hold anything yet.

    Everything is unpacked and verified beside it and then renamed, so that it is there as a whole or not at all.

    Raises:
        BackupUsageError: no such archive, or a home that holds something.
        BackupError: the archive is damaged, or a newer release made it.
        DiskFullError: there is no room.
    """
    home = home.resolve()
    if not archive.is_file():
        raise BackupUsageError(f"{archive}: no such file. Check the path.")
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise BackupUsageError(f"{home} is not empty, and is not overwritten. Name a new folder with --home.")
    home.parent.mkdir(parents=True, exist_ok=True)
    with told_plainly(home), whole_folder(home) as temporary:
        found = _read(archive, temporary)
        _can_be_used(temporary)
        if home.exists():
            home.rmdir()  # which refuses where something has come into it meanwhile
    return found


def _write(home: Path, temporary: Path, wait: float | None) -> None:
    with ExitStack() as stack:
        state = home / "state"
        state.mkdir(parents=True, exist_ok=True)
        with writer_lock(state, wait=wait):
            storage = storage_of(home)
            own = [home / name for name in OWN_FILES]
            if storage.published.exists():
                folder = stack.enter_context(
                    tempfile.TemporaryDirectory(dir=temporary.parent, prefix=".warta-")
                )
                own.insert(0, storage.as_file(Path(folder) / PUBLISHED))
            small = [(path.name, stack.enter_context(path.open("rb"))) for path in own if path.exists()]
            raw = (
                []
                if (store := RawStore(home)).is_remote
                else [f"{DOCUMENTS}/{name}" for name in store.files()]
            )
        packed = stack.enter_context(zstandard.open(temporary, "wb"))
        tar = stack.enter_context(tarfile.open(fileobj=cast(IO[bytes], packed), mode="w|"))
        members = {name: _add(tar, name, file) for name, file in small}
        for name in raw:
            with (home / name).open("rb") as file:
                members[name] = _add(tar, name, file)
        manifest = {
            "warta_backup": FORM,
            "created": datetime.now(UTC).isoformat(timespec="seconds"),
            "members": members,
        }
        _add_bytes(tar, MANIFEST, json.dumps(manifest, indent=1).encode())


def _add(tar: tarfile.TarFile, name: str, file: IO[bytes]) -> dict[str, object]:
    status = os.fstat(file.fileno())
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = status.st_size, int(status.st_mtime), 0o644
    reader = _Hashing(file)
    tar.addfile(info, cast(IO[bytes], reader))
    return {"bytes": status.st_size, "sha256": reader.digest.hexdigest()}


def _add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(content), 0o644
    tar.addfile(info, io.BytesIO(content))


class _Hashing:
    """A file that hashes what is read from it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        content = self.file.read(size)
        self.digest.update(content)
        return content


@contextmanager
def _opened(archive: Path) -> Iterator[tarfile.TarFile]:
    with (
        zstandard.open(archive, "rb") as packed,
        tarfile.open(fileobj=cast(IO[bytes], packed), mode="r|") as tar,
    ):
        yield tar


def _read(archive: Path, folder: Path | None) -> Archive:
    """Read an archive against its manifest, and unpack it into a folder where one is given."""
    found: dict[str, dict[str, object]] = {}
    manifest: Mapping[str, Any] | None = None
    try:
        with _opened(archive) as tar:
            for member in tar:
                content = tar.extractfile(member) if member.isfile() else None
                if content is None or not _is_expected(member.name):
                    raise BackupError(f"{archive} holds '{member.name}', which no backup of warta does.")
                if member.name == MANIFEST:
                    manifest = json.loads(content.read())
                else:
                    found[member.name] = _take(content, folder / member.name if folder else None)
    except (zstandard.ZstdError, tarfile.TarError, EOFError, ValueError) as error:
        raise BackupError(f"{archive} is damaged or no backup: {error}. Use another one.") from error
    if manifest is None:
        raise BackupError(f"{archive} is cut off: its manifest is missing. Use another one.")
    if manifest.get("warta_backup") != FORM:
        raise BackupError(f"{archive} has a form that this program does not know. Install a newer release.")
    if wrong := sorted(name for name, entry in manifest["members"].items() if found.get(name) != entry):
        raise BackupError(f"{archive} is damaged: {wrong[0]} is not what was saved. Use another one.")
    raw = sum(name.startswith("lake/") for name in found)
    size = sum(int(str(entry["bytes"])) for entry in found.values())
    return Archive(len(found), size, raw, manifest["created"])


def _is_expected(name: str) -> bool:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        return False
    return name in (MANIFEST, PUBLISHED, *OWN_FILES) or path.parts[:2] == ("lake", "documents")


def _take(content: IO[bytes], path: Path | None) -> dict[str, object]:
    digest, size = hashlib.sha256(), 0
    with ExitStack() as stack:
        out = None
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            out = stack.enter_context(path.open("wb"))
        while chunk := content.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if out:
                out.write(chunk)
        if out:
            out.flush()
            os.fsync(out.fileno())
    return {"bytes": size, "sha256": digest.hexdigest()}


def _can_be_used(home: Path) -> None:
    """Make sure that this program can read what was unpacked."""
    if not (home / PUBLISHED).exists():
        return
    try:
        with duckdb.connect(str(home / PUBLISHED), read_only=True) as con:
            version = schema_version(con)
    except duckdb.Error as error:
        raise BackupError(f"The warehouse in the backup cannot be read: {error}") from error
    if version > latest_version():
        raise BackupError(
            f"The warehouse in the backup has schema version {version}, and this program knows versions up to "
            f"{latest_version()}. Install the newer release of warta that wrote it."
        )
