"""What one run is asked to do, and what came of it."""

import operator
from dataclasses import astuple, dataclass
from pathlib import Path

from config.errors import ConfigError
from config.settings import TOPICS, Settings, load_settings
from config.sources import Source, load_sources
from transforms.events.topics import topics
from transforms.extent import Extent
from transforms.records import make_id

PATH_SOURCE = Source(id="files", name="Files named on the command line", kind="files", path=".")


class UsageError(Exception):
    """A wish that cannot be met as put; the message says what to do instead."""


@dataclass(frozen=True, slots=True)
class Job:
    """One run: where its state lies, what it reads, and by which settings.

    `inputs` are files and folders, `remote` feeds and sitemaps; `is_named` says that sources were asked for by
    name, so that they are visited whether due or not.
    """

    home: Path
    run_id: str
    inputs: tuple[tuple[Source, Path], ...]
    settings: Settings
    flow: str
    trigger: str
    remote: tuple[Source, ...] = ()
    is_named: bool = False

    @property
    def own_topics(self) -> Path:
        """The folder of the user's own topics, which need not be there."""
        return self.home / TOPICS

    @property
    def extent(self) -> Extent:
        """How much is read of articles."""
        return Extent(self.own_topics, on_topic_only=self.settings.mentions == "on_topic")

    @property
    def jitter_seconds(self) -> float:
        """How late the run may begin: where a schedule makes it ask sites, as many others do on the hour."""
        return self.settings.serve.jitter_seconds if self.remote and self.trigger == "schedule" else 0.0

    def sources(self) -> tuple[Source, ...]:
        """All sources of the run, each once: several inputs may be of one."""
        found = (*(source for source, _ in self.inputs), *self.remote)
        return tuple({source.id: source for source in found}.values())


@dataclass(frozen=True, slots=True)
class Ingested:
    """What reading gave: inputs = new documents + duplicates + rejected."""

    inputs: int = 0
    documents: int = 0
    duplicates: int = 0
    rejected: int = 0

    def __add__(self, other: "Ingested") -> "Ingested":
        return Ingested(*map(operator.add, astuple(self), astuple(other)))


@dataclass(frozen=True, slots=True)
class Processed:
    """What coding gave; `taken_over` of the documents were left by an earlier run that did not end."""

    loaded: int = 0
    rejected: int = 0
    taken_over: int = 0

    def __add__(self, other: "Processed") -> "Processed":
        return Processed(*map(operator.add, astuple(self), astuple(other)))


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finished run in numbers: documents_in = articles_loaded + duplicates + rejected."""

    run_id: str
    home: Path
    documents_in: int
    articles_loaded: int
    duplicates: int
    rejected: int
    warnings: tuple[str, ...] = ()

    def numbers(self) -> dict[str, int]:
        """The four numbers, by the words that people see."""
        return {
            "read": self.documents_in,
            "loaded": self.articles_loaded,
            "already known": self.duplicates,
            "rejected": self.rejected,
        }

    def as_markdown(self) -> str:
        """A table of the numbers, and the warnings, for Prefect's pages."""
        lines = [f"| {' | '.join(self.numbers())} |", "|--:|--:|--:|--:|"]
        lines += [f"| {' | '.join(str(n) for n in self.numbers().values())} |", ""]
        lines += [f"- Warning: {warning}" for warning in self.warnings]
        return "\n".join([*lines, f"\nWarehouse: `{self.home / 'warehouse.duckdb'}`"])


def plan_job(
    home: Path,
    *,
    started: str,
    paths: tuple[Path, ...] = (),
    source_ids: tuple[str, ...] = (),
    settings_file: Path | None = None,
    trigger: str = "manual",
    flow: str = "pipeline",
) -> Job:
    """Settle what a run reads: the paths, else the named sources, else all enabled ones.

    Args:
        home: the folder of all state; made where it does not exist.
        started: anything that tells this run from all others, such as its time of start with a random part.
        paths: files, folders or patterns; they belong to the source "files".
        source_ids: ids of sources, enabled or not.
        settings_file: a TOML file laid over the settings.
        trigger: "manual", "schedule" or "backfill".
        flow: the flow's name for the `runs` table.

    Raises:
        UsageError: no such path or source, or nothing to read.
        ConfigError: settings or sources that cannot be used.
    """
    settings, sources = load_settings(home, settings_file), load_sources(home)
    topics(home.resolve() / TOPICS)  # one that does not fit ends the run before it begins
    if unknown := [i for i in source_ids if i not in sources]:
        raise UsageError(f"There is no source '{unknown[0]}'. Known: {', '.join(sorted(sources))}.")
    remote: tuple[Source, ...] = ()
    if paths:
        inputs = tuple(
            (PATH_SOURCE.model_copy(update={"timezone": settings.timezone}), path) for path in paths
        )
    else:
        chosen = [sources[i] for i in source_ids] or [s for s in sources.values() if s.enabled]
        inputs = tuple((source, source.location()) for source in chosen if not source.is_remote)
        remote = tuple(source for source in chosen if source.is_remote)
    if not inputs and not remote:
        raise UsageError(
            f"No source is enabled. Name files (warta run PATH), describe sources in {home / 'sources.toml'}, "
            "or try the samples: warta run --source samples"
        )
    for source, location in inputs:
        if not location.exists() and not any(c in str(location) for c in "*?["):
            raise UsageError(f"{location}: no such file or folder (source '{source.id}'). Check the path.")
    home.mkdir(parents=True, exist_ok=True)
    if not home.is_dir():
        raise ConfigError(f"{home} is no folder. Name another with --home.")
    run_id = make_id("run", started)
    return Job(home.resolve(), run_id, inputs, settings, flow, trigger, remote, is_named=bool(source_ids))


def job_without_input(
    home: Path, *, started: str, flow: str, trigger: str, settings_file: Path | None = None
) -> Job:
    """A run over what is stored already; it reads no source."""
    topics(home.resolve() / TOPICS)  # one that does not fit ends the run before it begins
    return Job(home.resolve(), make_id("run", started), (), load_settings(home, settings_file), flow, trigger)
