"""What a person decides on learned furniture: `warta furniture accept` and `refuse`."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from config.settings import load_settings
from flows.coder import coder_version
from flows.job import Ingested, Job, Processed, UsageError
from flows.steps import fresh, publish, running
from transforms.records import make_id
from warehouse.published import Row, published
from warehouse.store import Stamp, open_writer

State = Literal["accepted", "refused"]


def decide(home: Path, ids: Sequence[str], state: State, by: str) -> list[Row]:
    """Accept or refuse learned lines; it holds for what is coded from now on.

    Raises:
        UsageError: an id that no line has.
    """
    published(home)
    settings = load_settings(home)
    job = Job(home.resolve(), make_id("run", fresh()), (), settings, "furniture", "manual")
    now = datetime.now(UTC)
    with open_writer(job.home, wait=settings.lock_wait_seconds) as writer:
        found: dict[str, dict[str, Any]] = {
            row["furniture_id"]: row for row in writer.query("SELECT * FROM source_furniture")
        }
        if unknown := [name for name in ids if name not in found]:
            raise UsageError(f"No line has the id '{unknown[0]}'. See: warta furniture list")
        decided = [
            {**found[name], "state": state, "decided_at": now, "decided_by": by}
            for name in dict.fromkeys(ids)
        ]
        with running(job, {"state": state, "lines": list(ids), "by": by}):
            writer.load(
                {"source_furniture": decided},
                stamp=Stamp(job.run_id, coder_version(job.extent)),
                now=now,
            )
            publish(job, Ingested(), Processed())
    return decided
