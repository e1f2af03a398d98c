"""The gazetteers as data: complete, consistent with each other, and rebuilt to the same bytes."""

import os
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from config import build
from config.gazetteers import gazetteers

TABLES = gazetteers()
CODES = {place.place_code: place for place in TABLES.places}
ORGANIZATIONS = {row.organization_id for row in TABLES.organizations}
LAWS = {law.law_id for law in TABLES.laws}
ELECTIONS = {election.election_id for election in TABLES.elections}
# Where the source files of the tables are, on a machine that has them.
FACTS = Path(os.environ.get("WARTA_FACTS", Path(build.__file__).parents[2] / "shared" / "facts"))


def test_all_provinces_regencies_and_cities_are_there() -> None:
    levels = Counter(place.level for place in TABLES.places)
    assert levels["country"] == 1
    assert levels["province"] == 38
    assert levels["regency"] + levels["city"] == 514
    assert levels["district"] > 7000


def test_codes_are_unique_and_every_parent_exists() -> None:
    assert len(CODES) == len(TABLES.places)
    orphans = [p.place_code for p in TABLES.places if p.level != "country" and p.parent_code not in CODES]
    assert orphans == []


def test_a_code_begins_with_its_parents_code() -> None:
    wrong = [
        place.place_code
        for place in TABLES.places
        if place.level in ("regency", "city", "district")
        and place.parent_code != place.place_code.rpartition(".")[0]
    ]
    assert wrong == []


def test_coordinates_lie_in_the_country() -> None:
    outside = [
        place.place_code
        for place in TABLES.places
        if place.latitude is not None
        and place.longitude is not None
        and not (-11.5 <= place.latitude <= 6.5 and 94.5 <= place.longitude <= 141.5)
    ]
    assert outside == []


def test_every_alias_and_outlet_has_a_place() -> None:
    assert [a for a in TABLES.place_aliases if a.place_code not in CODES] == []
    assert [o for o in TABLES.outlets if o.place_code not in CODES] == []


def test_no_alias_claims_two_places_without_being_marked() -> None:
    claimed = defaultdict(set)
    for alias in TABLES.place_aliases:
        claimed[alias.alias.casefold()].add(alias.place_code)
    unmarked = [
        a.alias for a in TABLES.place_aliases if (len(claimed[a.alias.casefold()]) > 1) != a.ambiguous
    ]
    assert unmarked == []


def test_no_alias_is_the_plain_name_of_another_regency() -> None:
    names = defaultdict(set)
    for place in TABLES.places:
        if place.level in ("regency", "city"):
            names[place.name.casefold()].add(place.place_code)
    taken = [
        (a.alias, a.place_code)
        for a in TABLES.place_aliases
        if CODES[a.place_code].level in ("regency", "city")
        and names[a.alias.casefold()]
        and a.place_code not in names[a.alias.casefold()]
    ]
    assert taken == []


def test_every_organization_reference_exists() -> None:
    assert [a for a in TABLES.organization_aliases if a.organization_id not in ORGANIZATIONS] == []
    assert [t for t in TABLES.titles if t.organization_id and t.organization_id not in ORGANIZATIONS] == []


def test_no_printed_form_of_a_body_stands_for_two_bodies() -> None:
    bodies = defaultdict(set)
    for alias in TABLES.organization_aliases:
        bodies[alias.alias].add(alias.organization_id)
    assert {alias: ids for alias, ids in bodies.items() if len(ids) > 1} == {}


def test_organization_ids_are_unique() -> None:
    assert len(ORGANIZATIONS) == len(TABLES.organizations)


def test_every_law_reference_exists() -> None:
    kinds = {kind.kind for kind in TABLES.law_kinds}
    assert [a for a in TABLES.law_aliases if a.law_id not in LAWS] == []
    assert [s for s in TABLES.sanctions if s.law_id and s.law_id not in LAWS] == []
    assert [w for w in TABLES.laws if w.likely_misquote_of and w.likely_misquote_of not in LAWS] == []
    assert [law for law in TABLES.laws if law.kind not in kinds] == []


def test_every_election_reference_exists() -> None:
    assert [s for s in TABLES.election_stages if s.election_id not in ELECTIONS] == []
    assert [a for a in TABLES.election_aliases if a.election_id not in ELECTIONS] == []


def test_every_table_names_its_source() -> None:
    sources = (build.HERE / "SOURCES.md").read_text(encoding="utf-8")
    tables = sorted(path.name for path in build.HERE.glob("*.csv"))
    assert [name for name in tables if f"`{name}`" not in sources] == []


@pytest.mark.skipif(
    not FACTS.is_dir(), reason="the source files are not on this machine; set WARTA_FACTS to their folder"
)
def test_a_rebuild_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = build.HERE
    (tmp_path / "additions").symlink_to(home / "additions")
    monkeypatch.setattr(build, "HERE", tmp_path)
    build.main(FACTS)
    built = {path.name: path.read_bytes() for path in tmp_path.glob("*.csv")}
    assert built.keys() == {path.name for path in home.glob("*.csv")}
    assert [name for name, content in built.items() if content != (home / name).read_bytes()] == []
