"""The user's choices: settings and sources, typed and frozen."""

import re
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError
from pydantic import Field, field_validator, model_validator

from config.errors import ConfigError
from config.loader import Model, load_toml, merge_toml

PACKAGE = "package:"
_DAYS = ((2024, 1, 1), (2024, 1, 2), (2024, 2, 1), (2025, 1, 1))
TOPICS = "topics"
"""The folder below the home in which users declare topics of their own."""


class ServeSettings(Model):
    """When `warta serve` runs the pipeline and looks the warehouse over."""

    cron: str
    maintenance_cron: str
    timezone: str
    jitter_seconds: float = Field(ge=0, le=3600)

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        return _zone(value)

    @field_validator("cron", "maintenance_cron")
    @classmethod
    def _schedule(cls, value: str) -> str:
        return _cron(value)


class ExecutionSettings(Model):
    """Where documents are coded: over processes of this machine, or over the workers of a Dask cluster."""

    backend: Literal["processes", "dask"]
    scheduler: str = Field(pattern=r"^(|(tcp|tls|ws|wss|ucx)://.+)$")
    workers_wait_seconds: float = Field(gt=0)


class WarehouseSettings(Model):
    """Where the tables are kept: a DuckDB file in the home, or a lake with a catalog and Parquet files.

    Of a lake's two places an empty one means files below the home, and so it does of the raw documents' place.
    """

    home: Literal["embedded", "lake"]
    catalog: str
    tables: str
    documents: str = Field(pattern=r"^(|s3://.+)$")
    keep_snapshots_days: float = Field(ge=1)
    memory_mb: int = Field(ge=128)


class KeepSettings(Model):
    """For how many days things are kept before `warta tidy` removes them; 0 keeps them for ever."""

    changes_days: int = Field(ge=0)
    rejections_days: int = Field(ge=0)
    raw_documents_days: int = Field(ge=0)


class SqlSettings(Model):
    """Limits of `warta sql`."""

    seconds: float = Field(gt=0)
    memory_mb: int = Field(ge=64)
    rows_shown: int = Field(ge=1)


class ReportSettings(Model):
    """The site: whether each run renews it, where, and by which labels it tells its accuracy."""

    after_run: bool
    folder: str
    labels: str

    def target(self, home: Path) -> Path:
        """The folder of the site; a relative one lies in the home."""
        return home / Path(self.folder).expanduser()

    def labels_folder(self) -> Path | None:
        """The folder of label files, if one is named."""
        return located(self.labels) if self.labels else None


class ExploreSettings(Model):
    """Where the dashboard listens, and further names that it answers to."""

    host: str
    port: int = Field(ge=0, le=65_535)
    names: tuple[str, ...]


class FetchSettings(Model):
    """How documents are fetched over HTTP: who asks, how politely, and how much is taken at most."""

    user_agent: str = Field(pattern=r"^[A-Za-z_-]+(/[!-~]+)?$")
    contact: str = Field(pattern=r"^(|https?://[!-'*-~]+|[!-'*-~]+@[!-'*-~]+)$")
    seconds: float = Field(gt=0)
    connect_seconds: float = Field(gt=0)
    wire_bytes: int = Field(ge=1024)
    content_bytes: int = Field(ge=1024)
    redirects: int = Field(ge=0, le=50)
    host_delay_seconds: float = Field(ge=0)
    host_concurrency: int = Field(ge=1)
    max_workers: int = Field(ge=1, le=256)
    wait_seconds: float = Field(ge=0)
    backoff_seconds: float = Field(ge=0)
    retry_hours_max: float = Field(gt=0)
    robots_hours: float = Field(gt=0, le=24)
    robots_retry_minutes: float = Field(ge=0)

    def header(self) -> str:
        """The User-Agent that is sent: the name, and whom to write to."""
        return f"{self.user_agent} (+{self.contact})" if self.contact else self.user_agent

    def token(self) -> str:
        """The name that robots.txt rules are looked up by."""
        return self.user_agent.split("/")[0]


class Settings(Model):
    """Everything in `config/settings.toml`, with the user's own values over it."""

    timezone: str
    batch_size: int = Field(ge=1, le=100_000)
    processes: int = Field(ge=0)
    pool_from: int = Field(ge=1)
    lock_wait_seconds: float = Field(ge=0)
    execution: ExecutionSettings
    serve: ServeSettings
    warehouse: WarehouseSettings
    keep: KeepSettings
    sql: SqlSettings
    report: ReportSettings
    explore: ExploreSettings
    fetch: FetchSettings

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        return _zone(value)


class Source(Model):
    """One source of articles: files on disk (`path`), or a feed or sitemap on the web (`url`).

    `path` may start with "package:", which means the installed `config`. The last four say how a feed or sitemap
    is visited: how often at most, whether each article's own page is fetched (or what the feed says taken for
    it), how many pages in one run, and whether it may be at a private or loopback address. With `cron` the source
    has a schedule of its own beside that of all sources.

    The way back to what was published before: `sitemap`, the address of the site's sitemap where the source is
    itself a feed, and `archive`, the address of the list of one day's articles with {year}, {month}, {day} and
    perhaps {page} in it (format as in `{month:02}`). `archive_links`, a regular expression, finds the addresses of
    articles on such a list.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    name: str
    kind: Literal["files", "feed", "sitemap"]
    path: str | None = None
    url: str | None = None
    outlet: str | None = None
    place_code: str | None = None
    timezone: str = "Asia/Jakarta"
    licence: str | None = None
    enabled: bool = True
    cron: str | None = None
    every_minutes: int = Field(default=60, ge=1, le=43_200)
    fetch_pages: bool = True
    pages_per_run: int = Field(default=500, ge=1)
    allow_private: bool = False
    sitemap: str | None = Field(default=None, pattern=r"^https?://")
    archive: str | None = Field(default=None, pattern=r"^https?://")
    archive_links: str | None = None

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        return _zone(value)

    @field_validator("cron")
    @classmethod
    def _schedule(cls, value: str | None) -> str | None:
        return value if value is None else _cron(value)

    @field_validator("archive")
    @classmethod
    def _names_a_day(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                days = {value.format(year=y, month=m, day=d, page=1) for y, m, d in _DAYS}
            except (KeyError, IndexError, ValueError) as error:
                raise ValueError(
                    f"'{value}' cannot be filled in ({error!r}); use {{year}}, {{month:02}}, {{day:02}}, {{page}}"
                ) from error
            if len(days) < len(_DAYS):
                raise ValueError(f"'{value}' does not name a day; use {{year}}, {{month:02}} and {{day:02}}")
        return value

    @field_validator("archive_links")
    @classmethod
    def _is_pattern(cls, value: str | None) -> str | None:
        try:
            re.compile(value or "")
        except re.error as error:
            raise ValueError(f"'{value}' is no regular expression: {error}") from error
        return value

    @model_validator(mode="after")
    def _has_its_place(self) -> Self:
        if self.kind == "files":
            if not self.path:
                raise ValueError(f"source '{self.id}' of kind files needs a path")
        elif not (self.url or "").lower().startswith(("http://", "https://")):
            raise ValueError(
                f"source '{self.id}' of kind {self.kind} needs a url that begins with http:// or https://"
            )
        if self.kind == "sitemap" and not self.fetch_pages:
            raise ValueError(f"source '{self.id}': a sitemap holds links only, so fetch_pages must stay true")
        return self

    @property
    def is_remote(self) -> bool:
        """Whether it is fetched over HTTP."""
        return self.kind != "files"

    def address(self) -> str:
        """The address of a feed or sitemap."""
        assert self.url is not None  # the validator saw to it
        return self.url

    def past(self) -> Self | None:
        """The same source seen through its site's sitemap; None where none is named."""
        if self.kind == "sitemap":
            return self
        return self.model_copy(update={"kind": "sitemap", "url": self.sitemap}) if self.sitemap else None

    def archive_address(self, day: date, page: int) -> str:
        """The address of a page of the list of a day's articles; pages count from 1."""
        assert self.archive is not None
        return self.archive.format(year=day.year, month=day.month, day=day.day, page=page)

    def location(self) -> Path:
        """The folder or file to read."""
        return located(self.path or "")


class _Sources(Model):
    source: tuple[Source, ...] = ()


def located(path: str) -> Path:
    """A path of the settings: "package:" begins one in the installed `config`, "~" one in the user's folder."""
    if path.startswith(PACKAGE):
        return Path(str(files("config") / path.removeprefix(PACKAGE)))
    return Path(path).expanduser()


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


def _cron(value: str) -> str:
    try:
        next(CronSim(value, datetime(2024, 1, 1, tzinfo=UTC)))
    except (CronSimError, StopIteration) as error:
        raise ValueError(
            f"'{value}' is no schedule; use five fields as in '*/30 6-22 * * *' (minute hour day month weekday)"
        ) from error
    return value


def _zone(value: Any) -> str:
    try:
        return ZoneInfo(str(value)).key
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(
            f"'{value}' is no time zone; use one like Asia/Jakarta, Asia/Makassar, Asia/Jayapura"
        ) from error
