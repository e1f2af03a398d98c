"""The user's settings, typed and frozen."""

from pathlib import Path
from typing import Literal

from pydantic import Field

from config.fields import Cron, Zone, located
from config.loader import Model, merge_toml

TOPICS = "topics"
"""The folder below the home in which users declare topics of their own."""


class ServeSettings(Model):
    """When `warta serve` runs the pipeline and looks the warehouse over."""

    cron: Cron
    maintenance_cron: Cron
    timezone: Zone
    jitter_seconds: float = Field(ge=0, le=3600)


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

    timezone: Zone
    batch_size: int = Field(ge=1, le=100_000)
    processes: int = Field(ge=0)
    pool_from: int = Field(ge=1)
    lock_wait_seconds: float = Field(ge=0)
    mentions: Literal["everywhere", "on_topic"]
    execution: ExecutionSettings
    serve: ServeSettings
    warehouse: WarehouseSettings
    keep: KeepSettings
    sql: SqlSettings
    report: ReportSettings
    explore: ExploreSettings
    fetch: FetchSettings


def load_settings(home: Path, override: Path | None = None) -> Settings:
    """The defaults, then `home/warta.toml` where it exists, then the file `override`.

    Raises:
        ConfigError: naming file, key and line of what is wrong.
    """
    layers = [path for path in (home / "warta.toml",) if path.exists()]
    return merge_toml(Settings, "settings.toml", [*layers, *([override] if override else [])])
