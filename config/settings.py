"""The user's choices: settings and sources, typed and frozen."""

from importlib.resources import files
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator

from config.errors import ConfigError
from config.loader import Model, load_toml, merge_toml

PACKAGE = "package:"


class ServeSettings(Model):
    """When `warta serve` runs the pipeline."""

    cron: str
    timezone: str


class SqlSettings(Model):
    """Limits of `warta sql`."""

    seconds: float = Field(gt=0)
    memory_mb: int = Field(ge=64)
    rows_shown: int = Field(ge=1)


class Settings(Model):
    """Everything in `config/settings.toml`, with the user's own values over it."""

    timezone: str
    batch_size: int = Field(ge=1, le=100_000)
    processes: int = Field(ge=0)
    pool_from: int = Field(ge=1)
    lock_wait_seconds: float = Field(ge=0)
    serve: ServeSettings
    sql: SqlSettings

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        return _zone(value)


class Source(Model):
    """One source of articles. `path` may start with "package:", which means the installed `config`."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    name: str
    kind: Literal["files"]
    path: str
    url: str | None = None
    outlet: str | None = None
    place_code: str | None = None
    timezone: str = "Asia/Jakarta"
    licence: str | None = None
    enabled: bool = True

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        return _zone(value)

    def location(self) -> Path:
        """The folder or file to read."""
        if self.path.startswith(PACKAGE):
            return Path(str(files("config") / self.path.removeprefix(PACKAGE)))
        return Path(self.path).expanduser()


class _Sources(Model):
    source: tuple[Source, ...] = ()


def load_settings(home: Path, override: Path | None = None) -> Settings:
    """The defaults, then `home/warta.toml` where it exists, then the file `override`.

    Raises:
        ConfigError: naming file, key and line of what is wrong.
    """
    layers = [path for path in (home / "warta.toml",) if path.exists()]
    return merge_toml(Settings, "settings.toml", [*layers, *([override] if override else [])])


def load_sources(home: Path) -> dict[str, Source]:
    """The shipped sources and those of `home/sources.toml`, by id; the user's win.

    Raises:
        ConfigError: naming file, key and line; or where one file names a source twice.
    """
    found: dict[str, Source] = {}
    for origin in ("sources.toml", home / "sources.toml"):
        if isinstance(origin, Path) and not origin.exists():
            continue
        here = load_toml(_Sources, origin).source
        doubles = {s.id for s in here if sum(t.id == s.id for t in here) > 1}
        if doubles:
            raise ConfigError(f"{origin}: source '{min(doubles)}' is named twice. Give each its own id.")
        found |= {source.id: source for source in here}
    return found


def _zone(value: Any) -> str:
    try:
        return ZoneInfo(str(value)).key
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(
            f"'{value}' is no time zone; use one like Asia/Jakarta, Asia/Makassar, Asia/Jayapura"
        ) from error
