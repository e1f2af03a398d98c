import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.records import make_id
from warehouse import compact
from warehouse.compact import CompactIds

IDS = st.sampled_from([make_id(n) for n in range(12)] + ["doc-a", "", "ABCDEF0123456789", "٠١٢٣٤٥٦٧٨٩٠١٢٣٤٥"])


@given(st.lists(st.tuples(st.sampled_from(["set", "set", "set", "delete"]), IDS, IDS)))
def test_it_holds_what_a_dictionary_holds(steps: list[tuple[str, str, str]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compact, "_FEWEST", 3)
        ids, plain = CompactIds(), dict[str, str]()
        for step, key, value in steps:
            if step == "set":
                ids[key] = plain[key] = value
            else:
                ids.pop(key, None)
                plain.pop(key, None)
            assert (key in ids) is (key in plain)
        assert ids == plain
        assert len(ids) == len(plain)
        assert sorted(ids.values()) == sorted(plain.values())


def test_a_million_would_take_megabytes_not_hundreds() -> None:
    ids = CompactIds()
    ids.update((make_id(n), make_id(n, "article")) for n in range(60_000))
    assert ids[make_id(7)] == make_id(7, "article")
    assert make_id(-1) not in ids
    assert ids._keys.nbytes + ids._values.nbytes + 300 * len(ids._recent) < 60_000 * 40
