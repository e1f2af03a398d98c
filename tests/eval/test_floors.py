import tomllib

from tests.eval.floors import FLOORS, SETS, below


def test_a_measure_at_its_floor_holds() -> None:
    assert below({"person": 0.9, "quote": 0.95}, {"person": 0.9}) == []


def test_a_measure_below_its_floor_is_named_with_both_numbers() -> None:
    assert below({"person": 0.89}, {"person": 0.9}) == ["person: 0.89 is below the floor 0.9"]


def test_a_measure_that_vanished_is_below_its_floor() -> None:
    assert below({}, {"person": 0.9}) == ["person: not measured is below the floor 0.9"]


def test_the_pinned_floors_name_every_labelled_set() -> None:
    assert set(tomllib.loads(FLOORS.read_text(encoding="utf-8"))) == {labelled.name for labelled in SETS}
