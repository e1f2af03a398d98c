"""Where articles come from: the sources that are shipped and those that the user declares."""

import re
from datetime import date
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from config.errors import ConfigError
from config.fields import Cron, Zone, located
from config.loader import Model, load_toml

_DAYS = ((2024, 1, 1), (2024, 1, 2), (2024, 2, 1), (2025, 1, 1))


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
    timezone: Zone = "Asia/Jakarta"
    licence: str | None = None
    enabled: bool = True
    cron: Cron | None = None
    every_minutes: int = Field(default=60, ge=1, le=43_200)
    fetch_pages: bool = True
    pages_per_run: int = Field(default=500, ge=1)
    allow_private: bool = False
    sitemap: str | None = Field(default=None, pattern=r"^https?://")
    archive: str | None = Field(default=None, pattern=r"^https?://")
    archive_links: str | None = None

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
