"""Of which articles penalties and counts are read at all."""

import pytest

from tests.transforms.event_cases import article
from transforms.subject import is_of_servants


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Tujuh Pegawai Dipecat", "Mereka mangkir.", True),
        (None, "Bawaslu menerima 12 laporan.", True),
        (None, "Satuan Polisi menegur aparatur itu.", True),
        ("Pelatih Dipecat", "Wasit mencatat 12 pelanggaran gurun.", False),
        (None, "", False),
    ],
)
def test_title_or_text_names_whom_rows_are_about(title: str | None, text: str, expected: bool) -> None:
    assert is_of_servants(article(title, text)) is expected
