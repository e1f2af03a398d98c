"""The days that a backfill fetches, and the ways that its sources have back to them."""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from config.settings import Settings, load_settings
from config.sources import Source, load_sources
from flows.ingest.documents import Input
from flows.job import UsageError
from flows.windows import Wish
from transforms.feeds.dates import read_feed_date
from transforms.records import Rejection

LOG = logging.getLogger("warta.backfill")


@dataclass(frozen=True, slots=True)
class Past:
    """The days of a backfill and the ways to them: sources as their sitemaps, those with an archive, those that are files."""

    first: date
    last: date
    settings: Settings
    sitemaps: tuple[Source, ...]
    archives: tuple[Source, ...]
    files: tuple[Source, ...]

    @property
    def remote(self) -> dict[str, Source]:
        """All that are fetched over HTTP, by id."""
        return {source.id: source for source in (*self.sitemaps, *self.archives)}

    def day(self, at: datetime | None) -> date | None:
        """The day of a time where the settings are at home."""
        return at.astimezone(ZoneInfo(self.settings.timezone)).date() if at else None

    def may_hold(self, modified: datetime | None) -> bool:
        """Whether a sitemap that changed last at a time may name anything of the days asked for."""
        day = self.day(modified)
        return day is None or day >= self.first

    def holds(self, at: datetime | None) -> bool:
        """Whether a time lies in the days asked for."""
        day = self.day(at)
        return day is not None and self.first <= day <= self.last

    def holds_record(self, item: Input) -> bool:
        """Whether a record is of these days, by publication, else by fetching; what cannot be read is told, so it counts."""
        if isinstance(item, Rejection):
            return True
        stated = read_feed_date(item.metadata.get("published_at"), item.timezone)
        return self.holds(stated.at if stated and stated.at else item.fetched_at)


def past_of(wish: Wish) -> Past:
    """Settle what a backfill that fetches looks at.

    Raises:
        UsageError: no days, a source that is not known, or none that has a way back.
    """
    if wish.first is None:
        raise UsageError("Say how far to go back: --from YYYY-MM-DD.")
    settings = load_settings(wish.home, wish.settings_file)
    last = wish.last or datetime.now(ZoneInfo(settings.timezone)).date()
    if wish.first > last:
        raise UsageError(f"--from {wish.first} is after --to {last}.")
    known = load_sources(wish.home)
    if unknown := [name for name in wish.sources if name not in known]:
        raise UsageError(f"There is no source '{unknown[0]}'. Known: {', '.join(sorted(known))}.")
    chosen = [known[name] for name in wish.sources] or [source for source in known.values() if source.enabled]
    past = Past(
        first=wish.first,
        last=last,
        settings=settings,
        sitemaps=tuple(one for source in chosen if source.is_remote and (one := source.past())),
        archives=tuple(source for source in chosen if source.archive),
        files=tuple(source for source in chosen if not source.is_remote),
    )
    have = {source.id for source in (*past.sitemaps, *past.archives, *past.files)}
    _tell_of_those_without(wish, [source for source in chosen if source.id not in have], have)
    return past


def _tell_of_those_without(wish: Wish, without: list[Source], have: Collection[str]) -> None:
    names = ", ".join(source.id for source in without)
    say = f"no way back to what they published before: {names}. Name their sitemap or archive in {wish.home / 'sources.toml'}"
    if without and (wish.sources or not have):
        raise UsageError(f"These sources have {say} (config/sources.toml shows how).")
    if without:
        LOG.warning("passed over, for these sources have %s", say)
    if not have:
        raise UsageError("No source is enabled. Name one with --source, or describe it in sources.toml.")
