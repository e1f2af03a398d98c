"""How `warta explain` shows an article: the text, and under each paragraph what was found there and by which rule."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from warehouse.explain import ExplainedArticle, ExplainedEvent, ExplainedRejection, FoundSpan, explain_article
from warehouse.published import published

STYLES = {
    "person": "cyan",
    "place": "green",
    "organization": "magenta",
    "date": "yellow",
    "quote": "italic",
    "law": "blue",
    "sanction": "red",
    "figure": "bright_yellow",
    "event_report": "bold",
}
FIELDS = ("status", "event_date", "event_date_end", "date_precision", "date_basis", "date_text", "date_reason",
          "place_code", "place_candidates", "place_reason", "venue", "election_id", "confidence")  # fmt: skip


def explanation(home: Path, key: str) -> dict[str, Any]:
    """The explanation as plain data, for programs."""
    return asdict(explain_article(published(home), key))


def print_explanation(home: Path, key: str, out: Console) -> None:
    """Print what is known of the article or rejected document that `key` names."""
    found = explain_article(published(home), key)
    lines = _rejection(found) if isinstance(found, ExplainedRejection) else _article(found)
    for line in lines:
        out.print(line, soft_wrap=True)


def _rejection(found: ExplainedRejection) -> Iterator[Text]:
    yield Text(f"Document {found.document_id} gave no article.", style="bold")
    for row in found.rejections:
        state = f"resolved {row['resolved_at']:%Y-%m-%d}" if row["resolved_at"] else "unresolved"
        yield Text(f"{row['stage']}/{row['code']} ({state}): {row['detail']}\n  {row['origin']}")


def _article(found: ExplainedArticle) -> Iterator[Text]:
    article = found.article
    yield Text(article["title"] or "(no title)", style="bold")
    for name in ("article_id", "origin", "url", "outlet", "published_at", "published_basis", "dateline", "language",
                 "flags", "version", "story_id", "coder_version"):  # fmt: skip
        if article.get(name):
            yield _field(name, article[name])
    for topic in found.topics:
        verdict = "about" if topic["is_relevant"] else "not about"
        yield Text.assemble(f"\n{verdict} ", (str(topic["topic"]), "bold"), f": {topic['reason']}")
        yield from (Text(f"    “{words.strip()}”", style="dim") for words in topic["evidence"])
    yield Text("\nText", style="bold underline")
    yield from _paragraphs(found.text, found.spans)
    yield Text("Removed", style="bold underline")
    for block in found.removed_blocks:
        yield Text.assemble((f"{block['reason']:18}", "dim"), f"{block['text']}  ", (block["rule_id"], "dim"))
    yield Text("\nEvents" if found.events else "\nNo event", style="bold underline")
    for event in found.events:
        yield from _event(event, found.text)


def _paragraphs(text: str, spans: tuple[FoundSpan, ...]) -> Iterator[Text]:
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        here = _told_once([span for span in spans if start <= span.start < end])
        shown = Text(paragraph)
        for span in here:
            shown.stylize(STYLES.get(span.kind, ""), span.start - start, span.end - start)
        yield shown
        for span in here:
            words = span.text if len(span.text) <= 60 else f"{span.text[:40]} … {span.text[-17:]}"
            yield Text.assemble(
                (f"    {span.start:>5}–{span.end:<5} ", "dim"),
                (f"{span.kind:15}", STYLES.get(span.kind, "")),
                f"“{words}” → {span.detail or '—'}  ".replace("\n", " "),
                (span.rule_id, "dim"),
            )
        yield Text()
        start = end + 1


def _told_once(spans: list[FoundSpan]) -> list[FoundSpan]:
    """Of a mention and the row made from it only the one that says more."""
    best = {(s.start, s.end, s.kind): s for s in sorted(spans, key=lambda s: len(s.detail))}
    return sorted(best.values(), key=lambda s: (s.start, -s.end, s.kind))


def _event(event: ExplainedEvent, text: str) -> Iterator[Text]:
    report = event.report
    primary = " (primary)" if report["is_primary"] else ""
    yield Text.assemble((f"{report['event_type']}{primary}  ", "bold"), report["summary"])
    yield Text(f"    “{text[report['start_char'] : report['end_char']]}”", style="dim")
    for name in FIELDS:
        if report.get(name) not in (None, [], ()):
            yield _field(name, report[name])
    for actor in event.actors:
        office = f", {actor['position']}" if actor["position"] else ""
        yield Text.assemble(f"    {actor['role']:14}{actor['name']}{office}  ", (actor["rule_id"], "dim"))
    if event.event:
        yield Text.assemble(
            (f"    event {event.event['event_id']}  ", "dim"), f"{event.event['report_count']} report(s)"
        )
    for other in event.other_reports:
        yield Text(f"    also reported by {other.get('outlet') or other.get('origin')}", style="dim")
    yield Text.assemble(("    rule ", "dim"), (report["rule_id"], "dim"), "\n")


def _field(name: str, value: object) -> Text:
    shown = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return Text.assemble((f"    {name:16}", "dim"), shown)
