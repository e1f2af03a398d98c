"""Which event a report of an article that is coded again had before: events outlive changes of the rules."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from transforms.records import EventReport

Row = Mapping[str, Any]
Kind = tuple[str, str, str]


class Kept(NamedTuple):
    """The event that a report has from before, and how: `new_version`, or `manual` where a person gave it."""

    event_id: str
    method: str


def inherit(reports: Iterable[EventReport], before: Sequence[Row], decided: Sequence[Row]) -> dict[str, Kept]:
    """report_id → event for the reports that had one before.

    Args:
        reports: those of some articles as they are coded now.
        before: their stored reports: report_id, article_id, topic, event_type, event_date, place_code, event_id.
        decided: reports of theirs that a person moved, latest first: report_id, article_id, topic, event_type,
            event_id. They count where an article has no stored report of the type, as after rules that missed it.
    """
    stored, moved = _by_kind(before), _by_kind(decided)
    out: dict[str, Kept] = {}
    by_kind: dict[Kind, list[EventReport]] = defaultdict(list)
    for report in reports:
        by_kind[report.article_id, report.topic, report.event_type].append(report)
    for kind, new in by_kind.items():
        if stored[kind]:
            out |= {key: Kept(event, "new_version") for key, event in _paired(new, stored[kind]).items()}
        elif moved[kind]:
            out |= {key: Kept(event, "manual") for key, event in _followed(new, moved[kind]).items()}
    return out


def _by_kind(rows: Sequence[Row]) -> dict[Kind, list[Row]]:
    out: dict[Kind, list[Row]] = defaultdict(list)
    for row in rows:
        out[row["article_id"], row["topic"], row["event_type"]].append(row)
    return out


def _paired(new: Sequence[EventReport], old: Sequence[Row]) -> dict[str, str]:
    """Each report with the event of the one it took the place of: the same, at the same place and day, at one of
    the two, or the only one left.
    """
    ways: tuple[Callable[[EventReport, Row], bool], ...] = (
        lambda n, o: n.report_id == o["report_id"],
        lambda n, o: n.place_code == o["place_code"] and n.event_date == o["event_date"],
        lambda n, o: n.event_date is not None and n.event_date == o["event_date"],
        lambda n, o: n.place_code is not None and n.place_code == o["place_code"],
    )
    left, gone, out = list(new), list(old), {}
    for agrees in ways:
        for report in list(left):
            fitting = [row for row in gone if agrees(report, row)]
            if len(fitting) == 1:
                out[report.report_id] = fitting[0]["event_id"]
                left.remove(report)
                gone.remove(fitting[0])
    if len(left) == len(gone) == 1:
        out[left[0].report_id] = gone[0]["event_id"]
    return out


def _followed(new: Sequence[EventReport], moved: Sequence[Row]) -> dict[str, str]:
    """A sole report with the latest decision on its like; of several, those that were decided on themselves."""
    if len(new) == 1:
        return {new[0].report_id: moved[0]["event_id"]}
    of_report = {row["report_id"]: row["event_id"] for row in reversed(moved)}
    return {report.report_id: of_report[report.report_id] for report in new if report.report_id in of_report}
