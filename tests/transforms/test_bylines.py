import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.cleaning.bylines import is_columnist, names_in, read_credit


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Rini Wati", ["Rini Wati"]),
        ("Rini K. & Joko Santoso", ["Rini K.", "Joko Santoso"]),
        ("Rini Wati, Joko", ["Rini Wati", "Joko"]),
        ("Hj. Rini Wati, S.Sos, M.Si", ["Hj. Rini Wati, S.Sos, M.Si"]),
        ("Rini/Joko", ["Rini", "Joko"]),
        ("Tim Redaksi", []),
        ("Admin", []),
        ("Redaktur Rini", ["Rini"]),
        ("kabarmakmur.com, Rini Wati", ["Rini Wati"]),
        ("Rini (Makmur)", ["Rini"]),
        ("", []),
    ],
)
def test_names_are_kept_as_printed(value: str, names: list[str]) -> None:
    assert names_in(value) == names


@pytest.mark.parametrize(
    ("line", "authors", "editors"),
    [
        ("Penulis: Rini Wati | Editor: Joko", ("Rini Wati",), ("Joko",)),
        ("PENULIS: RINI WATI", ("RINI WATI",), ()),
        ("Pewarta: Rini Editor: Joko", ("Rini",), ("Joko",)),
        ("Penulis/Editor: Rini Wati", ("Rini Wati",), ("Rini Wati",)),
        ("(Reporter: Rini | Editor: Joko Santoso)", ("Rini",), ("Joko Santoso",)),
        ("Oleh: Rini — Jumat, 9 Agustus 2024 05:50 WITA", ("Rini",), ()),
        ("Uploader: Joko", (), ()),
    ],
)
def test_credits_are_read(line: str, authors: tuple[str, ...], editors: tuple[str, ...]) -> None:
    credit = read_credit(line, at_edge=False)
    assert credit is not None and (credit.reason, credit.authors, credit.editors) == (
        "byline",
        authors,
        editors,
    )


def test_role_without_a_colon_counts_only_at_the_edge() -> None:
    assert read_credit("Oleh Rini Wati", at_edge=False) is None
    assert read_credit("Oleh Rini Wati", at_edge=True) is not None


def test_columnist_is_told_from_a_journalist() -> None:
    assert is_columnist("Rini Wati, Dosen Universitas Makmur") and is_columnist("Joko *)")
    assert not is_columnist("Rini Wati, Joko")


@given(st.text(max_size=160) | st.text(alphabet="Oleh: Rini|-,/&. 12", max_size=80), st.booleans())
def test_any_line_is_read(line: str, at_edge: bool) -> None:
    read_credit(line, at_edge=at_edge)
    names_in(line)
