"""The version of the rules and code that make rows, computed from their content."""

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

# Parts of the packages that decide what a row says; settings and sources do not.
DECISIVE = (("config", ("rules", "topics", "gazetteers"), (".toml", ".csv")), ("transforms", ("",), (".py",)))


@cache
def coder_version() -> str:
    """Twelve hexadecimal digits that change when, and only when, rules, gazetteers or transforms change."""
    digest = hashlib.sha256()
    for package, folders, suffixes in DECISIVE:
        for folder in folders:
            for file in sorted(_files(files(package) / folder), key=lambda f: f.name):
                if file.name.endswith(suffixes):
                    digest.update(
                        f"{package}/{folder}/{file.name}".encode() + b"\0" + file.read_bytes() + b"\0"
                    )
    return digest.hexdigest()[:12]


def _files(folder: Traversable) -> list[Traversable]:
    return [entry for entry in folder.iterdir() if entry.is_file()]
