"""Splitting and merging events by hand: it holds whatever is coded again, and every id resolves for ever."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from flows import coding, steps
from flows.cli import main
from flows.deciding import Decision, merge_events, split_event
from flows.job import UsageError, plan_job
from flows.packing import Coded
from flows.showing import show_event
from tests.flows import killing
from tests.flows.test_recoding import OLD, again, changing, rows
from transforms.records import Document, Extraction
from warehouse.store import Stamp, Writer, open_writer


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two reports of one pledge (articles 002 and 003), and one of another (001)."""
    folder = tmp_path_factory.mktemp("deciding")
    inbox = folder / "inbox"
    inbox.mkdir()
    for number in (1, 2, 3):
        (inbox / f"{number:03d}.txt").write_text(killing.article(number))
    steps.run(plan_job(folder / "home", started="a", paths=(inbox,)))
    return folder / "home"


@pytest.fixture
def home(coded: Path, tmp_path: Path) -> Path:
    return killing.copy_home(coded, tmp_path / "home")


def reports(home: Path) -> dict[str, tuple[str, str]]:
    """File name → report and event."""
    found = rows(
        home,
        "SELECT right(a.origin, 7), r.report_id, r.event_id FROM event_reports AS r JOIN articles AS a "
        "USING (article_id) WHERE r.is_primary",
    )
    return {name: (report, event) for name, report, event in found}


def means(home: Path, event_id: str) -> Any:
    ((current,),) = rows(home, f"SELECT current_id FROM report.event_ids WHERE event_id = '{event_id}'")
    return current


def code_everything_again(home: Path) -> None:
    with changing(home) as con:
        con.execute(f"UPDATE articles SET coder_version = '{OLD}'")
    assert again(home, started=killing.__name__ + str(len(rows(home, "SELECT 1 FROM runs")))).rejected == 0


def split_second(home: Path) -> tuple[str, str, Decision]:
    """Article 003 out of the event it shares with 002; the event, the report, the decision."""
    report, event = reports(home)["003.txt"]
    assert reports(home)["002.txt"][1] == event
    return event, report, split_event(home, event, [report], "rina", "two pledges")


def test_a_split_gives_the_reports_an_event_of_their_own(home: Path) -> None:
    event, report, decision = split_second(home)
    now = reports(home)
    assert now["002.txt"][1] == event == decision.from_event_id
    assert now["003.txt"] == (report, decision.to_event_id)
    assert rows(home, f"SELECT report_count FROM events WHERE event_id IN ('{event}', '{decision.to_event_id}')") == [
        (1,), (1,),
    ]  # fmt: skip
    assert rows(
        home,
        "SELECT decided_by, action, note, report_id FROM event_decisions WHERE to_event_id <> from_event_id",
    ) == [("rina", "split", "two pledges", report)]
    merges = rows(
        home, f"SELECT event_id, method, undone_at IS NOT NULL FROM event_merges WHERE report_id = '{report}'"
    )
    assert sorted(merges) == sorted([(event, "story", True), (decision.to_event_id, "manual", False)])


def test_a_split_holds_when_everything_is_coded_again(home: Path) -> None:
    _, _, decision = split_second(home)
    before = reports(home)
    code_everything_again(home)
    assert reports(home) == before
    assert before["003.txt"][1] == decision.to_event_id


def test_a_split_holds_when_reports_come_under_other_ids(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    event, report, decision = split_second(home)
    with changing(home) as con:  # as rules that read another day would have made them
        con.execute(
            "UPDATE event_reports SET report_id = 'x' || left(report_id, 15), event_date = event_date + 40"
        )
        con.execute("UPDATE report_actors SET report_id = 'x' || left(report_id, 15)")
        con.execute("UPDATE event_merges SET report_id = 'x' || left(report_id, 15) WHERE undone_at IS NULL")
        con.execute("UPDATE sanctions SET report_id = 'x' || left(report_id, 15)")
    code_everything_again(home)
    now = reports(home)
    assert now["003.txt"] == (report, decision.to_event_id)
    assert now["002.txt"][1] == event


def test_a_split_holds_for_a_report_that_was_gone_and_came_back(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    event, _, decision = split_second(home)
    code_each = coding.code_each

    def blind(documents: Sequence[Document], *more: Any) -> list[Coded]:
        return [
            Extraction(
                **{name: getattr(found, name) for name in Extraction.__slots__}
                | {"event_reports": (), "report_actors": (), "sanctions": ()}
            )
            for found in code_each(documents, *more)
        ]

    with monkeypatch.context() as patch:
        patch.setattr(coding, "code_each", blind)
        code_everything_again(home)
    assert rows(home, "SELECT count(*) FROM events") == [(0,)]
    assert means(home, event) is None
    assert "withdrawn" in str(show_event(home, event)["asked"])
    code_everything_again(home)
    assert reports(home)["003.txt"][1] == decision.to_event_id != reports(home)["002.txt"][1]
    assert means(home, decision.to_event_id) == decision.to_event_id


def test_a_new_article_joins_one_side_and_never_joins_the_two(home: Path, tmp_path: Path) -> None:
    event, _, decision = split_second(home)
    (tmp_path / "004.txt").write_text(
        killing.article(2).replace("KABAR2", "KABAR9").replace("Bersama", "Serentak")
    )
    steps.run(plan_job(home, started="new", paths=(tmp_path / "004.txt",)))
    now = reports(home)
    assert now["004.txt"][1] in (event, decision.to_event_id)
    assert now["002.txt"][1] == event
    assert now["003.txt"][1] == decision.to_event_id


def test_a_merge_is_the_undoing_of_a_split_and_the_split_of_a_merge(home: Path) -> None:
    event, report, decision = split_second(home)
    other = decision.to_event_id
    merge_events(home, event, other, "rina", None)
    assert {found for _, found in (reports(home)["002.txt"], reports(home)["003.txt"])} == {event}
    assert means(home, other) == event
    assert rows(home, f"SELECT superseded_by FROM events WHERE event_id = '{other}'") == [(event,)]
    split_event(home, event, [report], "rina", "after all")
    assert reports(home)["003.txt"] == (report, other)
    assert means(home, other) == other
    history = rows(
        home,
        f"SELECT event_id, method, undone_at IS NULL FROM event_merges WHERE report_id = '{report}' ORDER BY merged_at",
    )
    assert history == [
        (event, "story", False), (other, "manual", False), (event, "manual", False), (other, "manual", True),
    ]  # fmt: skip


def test_a_merge_holds_and_its_id_resolves_when_everything_is_coded_again(home: Path) -> None:
    event = reports(home)["002.txt"][1]
    lone = reports(home)["001.txt"][1]
    merge_events(home, event, lone, "rina", None)
    code_everything_again(home)
    assert {found for _, found in reports(home).values()} == {event}
    assert means(home, lone) == event
    assert rows(home, f"SELECT report_count FROM events WHERE event_id = '{event}'") == [(3,)]


def test_an_id_that_was_merged_away_may_be_named(home: Path) -> None:
    event, lone = reports(home)["002.txt"][1], reports(home)["001.txt"][1]
    merge_events(home, event, lone, "rina", None)
    article = rows(home, "SELECT article_id FROM articles WHERE origin LIKE '%001.txt'")[0][0]
    assert split_event(home, lone, [article], "rina", None).to_event_id == lone
    assert reports(home)["001.txt"][1] == lone


def test_an_event_that_no_article_reports_any_more_resolves_with_what_was_merged_into_it(home: Path) -> None:
    event, lone = reports(home)["002.txt"][1], reports(home)["001.txt"][1]
    merge_events(home, event, lone, "rina", None)
    articles = [article for (article,) in rows(home, "SELECT article_id FROM articles")]
    with open_writer(home) as writer:
        writer.load({}, replace_articles=articles, withdrawn={event: None}, stamp=Stamp("r", "v"))
        assert [result.name for result in writer.check() if result.failed] == []
        writer.publish()
    assert rows(home, "SELECT count(*) FROM events") == [(0,)]
    assert (means(home, event), means(home, lone)) == (None, None)


@pytest.mark.parametrize("moment", ["before the load", "before the copy"])
def test_a_decision_that_breaks_off_is_there_wholly_or_not_at_all(
    home: Path, monkeypatch: pytest.MonkeyPatch, moment: str, tmp_path: Path
) -> None:
    def dies(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    before = reports(home)
    with monkeypatch.context() as patch:
        patch.setattr(Writer, "load" if moment == "before the load" else "publish", dies)
        with pytest.raises(KeyboardInterrupt):
            split_second(home)
    assert reports(home) == before
    (tmp_path / "004.txt").write_text(killing.article(4))
    steps.run(plan_job(home, started="next", paths=(tmp_path / "004.txt",)))
    decided = rows(
        home, "SELECT from_event_id, to_event_id FROM event_decisions WHERE from_event_id <> to_event_id"
    )
    after = reports(home)
    if moment == "before the load":
        assert decided == []
        assert after["003.txt"] == before["003.txt"]
    else:
        assert decided == [(before["003.txt"][1], after["003.txt"][1])]
        assert after["003.txt"][1] != before["003.txt"][1]


def test_show_tells_why_reports_are_one_and_where_they_differ(home: Path) -> None:
    event = reports(home)["002.txt"][1]
    with changing(home) as con:
        for file, venue in (("002.txt", "Lapangan Ngawi"), ("003.txt", "Alun-alun")):
            report = reports(home)[file][0]
            con.execute("UPDATE event_reports SET venue = $1 WHERE report_id = $2", [venue, report])
        con.execute(
            "UPDATE events SET venue = 'Lapangan Ngawi', disagreements = ['venue'] WHERE event_id = $1",
            [event],
        )
    found = show_event(home, event)
    assert [report["method"] for report in found["reports"]] == ["founding", "story"]
    first, second = found["reports"]
    assert (first["closest"], second["closest"]) == (second["report_id"], first["report_id"])
    assert sum(second["agreements"].values()) >= second["score"] > 3.3
    assert {(d["column_name"], d["value"], d["is_taken"]) for d in found["disagreements"]} == {
        ("venue", "Alun-alun", False), ("venue", "Lapangan Ngawi", True),
    }  # fmt: skip


def said(capsys: pytest.CaptureFixture[str], status: int, *arguments: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    assert ended.value.code == status
    done = capsys.readouterr()
    return " ".join((done.out + done.err).split())


def test_the_commands(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report, event = reports(home)["003.txt"]
    where = ("--home", str(home))
    told = json.loads(said(capsys, 0, "events", "split", event, report, "--by", "rina", "--json", *where))
    assert told["undo"] == f"warta events merge {event} {told['to_event_id']}"
    assert said(capsys, 0, *told["undo"].split()[1:], "--note", "one after all", *where).startswith(
        "1 report moved"
    )
    shown = said(capsys, 0, "events", "show", told["to_event_id"], *where)
    assert f"was merged and means {event}" in shown
    assert "one after all" in shown


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("split", "nope", "x"), "There is no event 'nope'"),
        (("split", "{event}", "x"), "'x' is no report"),
        (("split", "{event}", "{report}", "{other}"), "All 2 reports"),
        (("merge", "{event}", "{event}"), "one event already"),
        (("show", "nope"), "There is no event 'nope'"),
    ],
)
def test_what_cannot_be_is_refused(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str
) -> None:
    report, event = reports(home)["003.txt"]
    other = reports(home)["002.txt"][0]
    named = [argument.format(event=event, report=report, other=other) for argument in arguments]
    assert told in said(capsys, 2, "events", *named, "--home", str(home))


def test_events_of_different_types_are_never_one(home: Path) -> None:
    event, lone = reports(home)["002.txt"][1], reports(home)["001.txt"][1]
    with changing(home) as con:
        con.execute("UPDATE event_reports SET event_type = 'ruling' WHERE event_id = $1", [lone])
    with pytest.raises(UsageError, match="different types"):
        merge_events(home, event, lone, "rina", None)
