"""The log on standard error: plain lines, or JSON lines with run and document ids as fields (WARTA_LOG_FORMAT=json)."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pythonjsonlogger.json import JsonFormatter

PLAIN = "%(asctime)s %(levelname)s %(name)s %(message)s"
FIELDS = ("asctime", "levelname", "name", "message", "run_id", "flow_run_id", "task_run_id", "document_id")
NAMES = {"asctime": "time", "levelname": "level", "name": "logger"}

_make_record = logging.getLogRecordFactory()
_run_id: str | None = None


class JsonLines(JsonFormatter):
    """One JSON object a line; fields that a record does not have are left out."""

    default_msec_format = "%s.%03d"

    def __init__(self, *_: Any, **__: Any) -> None:
        """Make one; Prefect gives arguments of its own, which are of no use here."""
        super().__init__(list(FIELDS), rename_fields=NAMES, datefmt="%Y-%m-%dT%H:%M:%S%z")

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        """The fields that are there."""
        return {
            name: value for name, value in super().process_log_record(log_data).items() if value is not None
        }


def wants_json() -> bool:
    """Whether JSON lines were asked for."""
    return os.environ.get("WARTA_LOG_FORMAT", "").lower() == "json"


def set_up_logging() -> None:
    """Send the log to standard error. WARTA_LOG is the level: by default INFO, on a terminal WARNING."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if wants_json() else logging.Formatter(PLAIN))
    logging.basicConfig(level="WARNING", handlers=[handler])
    logging.getLogger("warta").setLevel(
        os.environ.get("WARTA_LOG", "WARNING" if sys.stderr.isatty() else "INFO").upper()
    )


@contextmanager
def of_run(run_id: str) -> Iterator[None]:
    """Everything that is logged within belongs to this run; a process has one at a time."""
    global _run_id
    before, _run_id = _run_id, run_id
    logging.setLogRecordFactory(_record)
    try:
        yield
    finally:
        _run_id = before


def _record(*arguments: Any, **named: Any) -> logging.LogRecord:
    record = _make_record(*arguments, **named)
    record.run_id = _run_id
    return record
