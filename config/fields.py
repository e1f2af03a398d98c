"""Kinds of values that more than one settings file holds, each checked where it is read."""

from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError
from pydantic import AfterValidator

PACKAGE = "package:"


def _cron(value: str) -> str:
    try:
        next(CronSim(value, datetime(2024, 1, 1, tzinfo=UTC)))
    except (CronSimError, StopIteration) as error:
        raise ValueError(
            f"'{value}' is no schedule; use five fields as in '*/30 6-22 * * *' (minute hour day month weekday)"
        ) from error
    return value


def _zone(value: str) -> str:
    try:
        return ZoneInfo(value).key
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(
            f"'{value}' is no time zone; use one like Asia/Jakarta, Asia/Makassar, Asia/Jayapura"
        ) from error


Cron = Annotated[str, AfterValidator(_cron)]
"""A schedule of five fields."""
Zone = Annotated[str, AfterValidator(_zone)]
"""The name of a time zone."""


def located(path: str) -> Path:
    """A path of the settings: "package:" begins one in the installed `config`, "~" one in the user's folder."""
    if path.startswith(PACKAGE):
        return Path(str(files("config") / path.removeprefix(PACKAGE)))
    return Path(path).expanduser()
