"""Reader of feeds that were saved as files: their entries to records, parsed in a guard."""

import atexit
from functools import cache
from io import BufferedReader

from flows.ingest.documents import UnreadableError
from flows.ingest.entries import content_fields, stated_fields
from flows.ingest.guard import Guard, GuardError, GuardTimeout
from flows.ingest.lists import read_feed
from flows.ingest.readers import Found, whole
from transforms.feeds.model import NotAFeed

GUARD_SECONDS = 60.0
GUARD_MEMORY_MB = 2048


def read_saved_feed(stream: BufferedReader) -> Found:
    """The entries of a feed that hold a text; the pages behind the others are not fetched for a saved feed.

    An entry that cannot be read is refused for itself; a feed whose end is missing is noticed.
    """
    try:
        feed = read_feed(_guard(), whole(stream))
    except GuardError as error:
        code = "timeout" if isinstance(error, GuardTimeout) else "unreadable"
        raise UnreadableError(code, f"The feed cannot be read. {error}") from error
    if isinstance(feed, NotAFeed):
        raise UnreadableError(feed.code, feed.detail)
    for entry in feed.entries:
        yield stated_fields(entry, feed) | content_fields(entry)
    for refused in feed.refused:
        yield UnreadableError(refused.code, f"Entry {refused.position}: {refused.detail}")
    if feed.is_truncated:
        raise UnreadableError("truncated", "The feed is cut off: its end is missing.")


@cache
def _guard() -> Guard:
    """The guard for all saved feeds of this process."""
    guard = Guard(GUARD_SECONDS, GUARD_MEMORY_MB)
    atexit.register(guard.close)
    return guard
