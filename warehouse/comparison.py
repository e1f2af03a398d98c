"""Comparing what a warehouse holds of one article with its label, kind of row by kind of row."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from warehouse.measures import (
    Row,
    Tally,
    fold,
    match,
    right_day,
    right_place,
    same_date,
    same_name,
    same_position,
)
from warehouse.sqlfiles import select

DEFAULT_TOPIC = "asn_neutrality"
"""The topic of a label that names none."""


@dataclass
class Comparison:
    """The warehouse's articles and places, and the counts so far."""

    con: duckdb.DuckDBPyConnection
    tally: Tally = field(default_factory=Tally)
    groups: dict[str, list[tuple[str, str | None]]] = field(default_factory=lambda: defaultdict(list))
    not_found: int = 0

    def __post_init__(self) -> None:
        self.articles = select(self.con, "SELECT article_id, url, origin, topics FROM articles")
        self.by_url = {a["url"].split("#")[0].rstrip("/"): a for a in self.articles if a["url"]}
        places = select(self.con, "SELECT place_code, level, name, province_code FROM places")
        self.places: Mapping[str | None, Row] = {place["place_code"]: place for place in places}

    def compare(self, gold: Row) -> None:
        """Compare one article with its label."""
        article = self._find(gold)
        if article is None:
            self.not_found += 1
            self.tally.misses.append(f"{gold['id']}\tarticle\tnot found\t{gold.get('url')}")
            return
        name, key = str(gold["id"]), str(article["article_id"])
        topics = article["topics"] or []
        if "relevant" in gold:
            about = gold.get("topic", DEFAULT_TOPIC) in topics
            self.tally.check("relevance", name, about == gold["relevant"], f"topics={topics}")
        self._events(gold, name, key)
        self._persons(gold, name, key)
        self._entities(gold, name, key)
        self._penalties_and_counts(gold, name, key)
        self._quotes(gold, name, key)
        self._furniture(gold, name, key)

    def _find(self, gold: Row) -> Row | None:
        url = (gold.get("url") or "").rstrip("/")
        if url and url in self.by_url:
            return self.by_url[url]
        name = Path(gold.get("source") or f"{gold['id']}.txt").name
        return next(
            (
                a
                for a in self.articles
                if a["origin"].endswith(name) or Path(a["origin"].split("#")[0]).name == name
            ),
            None,
        )

    def _rows(self, sql: str, key: str) -> list[Row]:
        return select(self.con, sql, [key])

    def _events(self, gold: Row, name: str, key: str) -> None:
        reports = select(
            self.con,
            "SELECT * FROM event_reports WHERE article_id = $article AND topic = $topic",
            {"article": key, "topic": gold.get("topic", DEFAULT_TOPIC)},
        )
        if gold.get("relevant") is False:
            types = str([r["event_type"] for r in reports])
            self.tally.check("no event in an irrelevant article", name, not reports, types)
        if not gold.get("events"):
            return
        labels = sorted(gold["events"], key=lambda e: not e.get("primary"))
        pairs, missed, spurious = self._pair_events(labels, reports)
        self.tally.add("event", name, len(pairs), missed, spurious)
        primary = next((e for e in labels if e.get("primary")), None)
        if primary:
            right = any(r["event_type"] == primary["type"] and r["is_primary"] for r in reports)
            self.tally.check("primary event type", name, right, primary["type"])
        for label, report in pairs:
            self._event(label, report, name)
            if gold.get("same_event") and label.get("primary"):
                self.groups[gold["same_event"]].append((name, report["event_id"]))
        if not gold.get("same_event"):
            self.groups[name] += [(name, r["event_id"]) for r in reports if r["is_primary"]][:1]

    def _pair_events(
        self, labels: Sequence[Row], reports: Sequence[Row]
    ) -> tuple[list[tuple[Row, Row]], Sequence[Row], Sequence[Row]]:
        """Pairs of one type; those that agree in place and date first, then those that agree in place."""
        pairs: list[tuple[Row, Row]] = []
        for place, day in ((True, True), (True, False), (False, False)):

            def agrees(g: Row, f: Row, place: bool = place, day: bool = day) -> bool:
                return (
                    g["type"] == f["event_type"]
                    and (
                        not place
                        or (bool(g.get("place")) and right_place(g["place"], f["place_code"], self.places))
                    )
                    and (not day or _starts(f["event_date"], g.get("date")))
                )

            more, labels, reports = match(labels, reports, agrees)
            pairs += more
        return pairs, labels, reports

    def _event(self, label: Row, report: Row, name: str) -> None:
        check = self.tally.check
        check("event status", name, label.get("status", "occurred") == report["status"], report["status"])
        if "date" in label:
            day = report["event_date"].isoformat() if report["event_date"] else None
            check("event date", name, right_day(label["date"] or None, day), f"{day} for {label['date']}")
        if label.get("place"):
            code = report["place_code"]
            check(
                "event place",
                name,
                right_place(label["place"], code, self.places),
                f"{code} for {label['place']}",
            )
        if label.get("participants"):
            actors = self._rows(
                "SELECT name, role FROM report_actors WHERE report_id = ?", report["report_id"]
            )
            wanted = label["participants"]
            self.tally.count(
                "event participant", name, wanted, actors, lambda g, f: same_name(g["name"], f["name"])
            )
            self.tally.count(
                "event participant with role",
                name,
                wanted,
                actors,
                lambda g, f: same_name(g["name"], f["name"]) and g["role"] == f["role"],
            )

    def _persons(self, gold: Row, name: str, key: str) -> None:
        if "persons" not in gold:
            return
        held = self._rows("SELECT name, position, unit FROM article_persons WHERE article_id = ?", key)
        # Of a person's rows one with an office stands for the person.
        people = list({f["name"]: f for f in sorted(held, key=lambda f: f["position"] is not None)}.values())
        pairs = self.tally.count(
            "person", name, gold["persons"], people, lambda g, f: same_name(g["name"], f["name"])
        )
        for label, person in pairs:
            if label.get("position"):
                offices = [h["position"] for h in held if h["name"] == person["name"]]
                said = f"{person['position']} for {label['position']}"
                self.tally.check("person's position", name, same_position(label["position"], offices), said)

    def _entities(self, gold: Row, name: str, key: str) -> None:
        count = self.tally.count
        if "organizations" in gold:
            bodies = self._rows(
                "SELECT DISTINCT name, mention FROM article_organizations WHERE article_id = ?", key
            )
            count(
                "organization",
                name,
                gold["organizations"],
                bodies,
                lambda g, f: fold(g) in (fold(f["name"]), fold(f["mention"])),
            )
        if "places" in gold:
            found = self._rows(
                "SELECT DISTINCT place_code, mention FROM article_places WHERE article_id = ?", key
            )
            count("place", name, gold["places"], found, lambda g, f: fold(g["text"]) in (
                fold(f["mention"]), fold(self.places.get(f["place_code"], {}).get("name"))))  # fmt: skip
        if "dates" in gold:
            dates = self._rows("SELECT text, date_start, date_end FROM dates WHERE article_id = ?", key)
            count("date", name, gold["dates"], dates, same_date)
        if "laws" in gold:
            cited = self._rows("SELECT kind, number, year FROM law_citations WHERE article_id = ?", key)
            distinct = {(c["kind"], c["number"], c["year"]): c for c in cited if c["number"]}
            numbered = [g for g in gold["laws"] if g.get("number")]
            count("law citation", name, numbered, list(distinct.values()), _same_law)

    def _penalties_and_counts(self, gold: Row, name: str, key: str) -> None:
        if not gold.get("relevant"):
            return
        if "sanctions" in gold:
            rows = self._rows("SELECT level, modality FROM sanctions WHERE article_id = ?", key)
            wanted, found = _penalties(gold["sanctions"]), _penalties(rows)
            self.tally.count("sanction", name, wanted, found, lambda g, f: g == f)
        if "figures" in gold:
            rows = self._rows("SELECT what, value FROM figures WHERE article_id = ?", key)
            self.tally.count(
                "figure", name, gold["figures"], rows, lambda g, f: float(g["value"]) == float(f["value"])
            )

    def _quotes(self, gold: Row, name: str, key: str) -> None:
        if "quotes" not in gold:
            return
        said = self._rows("SELECT text, speaker FROM quotes WHERE article_id = ? AND is_direct", key)
        asked = [q for q in gold["quotes"] if q.get("starts")]
        pairs = self.tally.count(
            "quote", name, asked, said, lambda g, f: fold(f["text"]).startswith(fold(g["starts"])[:40])
        )
        for label, quote in pairs:
            want, found = label["speaker"], quote["speaker"]
            right = want is found is None or bool(want and found and same_name(want, found))
            self.tally.check("quote's speaker", name, right, f"{found} for {want}")

    def _furniture(self, gold: Row, name: str, key: str) -> None:
        if gold.get("boilerplate") is None:
            return
        text = self._rows("SELECT text FROM articles WHERE article_id = ?", key)[0]["text"]
        kept = [fold(line) for line in text.splitlines()]
        for line in gold["boilerplate"]:
            start = fold(line)[:50]
            if len(start) > 3:
                # A short line is only recognised as a whole.
                stays = any(k == start if len(start) < 15 else k.startswith(start) for k in kept)
                self.tally.check("furniture line removed", name, not stays, line)


def _starts(day: Any, label: str | None) -> bool:
    return bool(label and day) and day.isoformat().startswith(str(label)[:10])


def _same_law(gold: Row, found: Row) -> bool:
    return (
        str(gold["number"]).lstrip("0") == str(found["number"]).lstrip("0")
        and gold.get("year") in (None, found["year"])
        and bool(gold["kind"] == found["kind"])
    )


def _penalties(rows: Sequence[Row]) -> list[Row]:
    distinct = {(row["level"], row["modality"]) for row in rows}
    return [
        {"level": level, "modality": modality}
        for level, modality in sorted(distinct, key=lambda pair: tuple(map(str, pair)))
    ]


def compare_groups(tally: Tally, groups: Mapping[str, Sequence[tuple[str, str | None]]]) -> None:
    """Pairs of reports that are, and that are said to be, of one event."""
    members = [(group, name, event) for group, rows in groups.items() for name, event in rows]
    row = tally.found["same event across outlets (pairs)"]
    for i, (group, name, event) in enumerate(members):
        for other_group, other_name, other_event in members[i + 1 :]:
            gold, found = group == other_group, event is not None and event == other_event
            row[0] += gold and found
            if found and not gold:
                row[1] += 1
                tally.misses.append(f"{name}+{other_name}\tsame event\tspurious\t{event}")
            elif gold and not found:
                row[2] += 1
                tally.misses.append(f"{name}+{other_name}\tsame event\tmissed\t")
