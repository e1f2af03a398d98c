"""A site whose every text tries to be markup."""

from pathlib import Path

from tests.warehouse.rows import NOW, STAMP, TEXT, batch, changed
from warehouse.report.site import write_report
from warehouse.store import open_writer

EVENT = "0a1b2c3d4e5f6071"
HARM = "</script><script>window.harmed=1</script><img src=x onerror='window.harmed=1'>\"'><svg onload=window.harmed=1>"


def hostile_site(folder: Path) -> Path:
    """Write it into a folder and return where it is."""
    rows = batch("a1", event_id=EVENT)
    rows = changed(
        rows, "articles", title=HARM, outlet=HARM, url="javascript:window.harmed=1", text=f"{TEXT} {HARM}"
    )
    rows = changed(rows, "events", summary=HARM, venue=HARM)
    rows = changed(rows, "event_actors", name=HARM, position=HARM)
    rows = changed(rows, "quotes", speaker=HARM)
    rows = changed(rows, "article_persons", position=HARM, unit=HARM)
    rows = changed(rows, "law_citations", number=HARM, law_id=None)
    with open_writer(folder / "home") as writer:
        writer.load(rows, stamp=STAMP, now=NOW)
        published = writer.publish()
    write_report(published, folder / "site")
    return folder / "site"
