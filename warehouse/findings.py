"""What a look at a home gives, and how files are named in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Status = Literal["ok", "warning", "error"]
NAMED = 3
"""How many files or rows a finding names."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one look gave: the subject, how it stands, what was seen, and what to do about it."""

    subject: str
    status: Status
    detail: str
    advice: str = ""


def names_of(names: Sequence[str]) -> str:
    """The first of some files, and how many more there are."""
    shown = ", ".join(names[:NAMED])
    return shown + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")
