import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.cleaning.dateline import find_dateline, outlet_of, registered_domain


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("MAKMUR, KABARMAKMUR.NET – RIBUAN PEGAWAI hadir", "MAKMUR, KABARMAKMUR.NET"),
        ("KABARMAKMUR.CO.ID,MAKMUR – Menghadapi pilkada", "KABARMAKMUR.CO.ID,MAKMUR"),
        ("KABARMAKMUR.COM,MAKMURJAYA- Pejabat sementara", "KABARMAKMUR.COM,MAKMURJAYA"),
        ("Makmur (KABAR) - Penjabat Bupati", "Makmur (KABAR)"),
        ("Makmur Kota, Riau (KABAR) - Pemerintah", "Makmur Kota, Riau (KABAR)"),
        ("JAKARTA,- Pj Bupati hadir", "JAKARTA"),
        ("Kabarmakmur.com, Makmur – Aparatur", "Kabarmakmur.com, Makmur"),
        ("Jakarta - Bawaslu mencatat", "Jakarta"),
        ("Jakarta, Kabar Indonesia -- Ketua", "Jakarta, Kabar Indonesia"),
        ("MAKMUR | KABARMAKMUR — Pj. Bupati", "MAKMUR | KABARMAKMUR"),
        ("MAKMUR, kabarmakmur.id - Penjabat", "MAKMUR, kabarmakmur.id"),
        ("BATAM (SL) — Badan Pengawas", "BATAM (SL)"),
        ("Makmur, KM. Kabar gembira", "Makmur, KM"),
        ("Kabar6.com, Jakarta Ketua KPU hadir", "Kabar6.com, Jakarta"),
        ("MAKMUR – “Jangan berpihak,” kata bupati", "MAKMUR"),
        ("JAKARTA-Bupati hadir", "JAKARTA"),
        ("Kota Makmur, 5 Mei 2025. Bawaslu menerima laporan", "Kota Makmur, 5 Mei 2025"),
        ("Makmur, 5 Mei 2025 pukul 10.00, Bawaslu menerima laporan", None),
        ("Bupati Makmur memimpin apel - katanya", None),
        ("Pj Bupati – yang baru dilantik – hadir", None),
        ("Apel digelar Senin.", None),
        ("LANGSUNG | Hari Pertama Kampanye", None),
        ("Cek Fakta - Foto Camat Berompi Paslon", None),
        ("", None),
    ],
)
def test_dateline_is_kept_as_printed(line: str, dateline: str | None) -> None:
    assert find_dateline(line) == dateline


@pytest.mark.parametrize(
    ("outlet", "url", "dateline", "expected"),
    [
        ("Kabar Makmur", "https://kabar.id/1", None, "Kabar Makmur"),
        (None, "https://riau.kabar.co.id/1", "X.COM", "kabar.co.id"),
        (None, "https://www.kabar.com:443/1", None, "kabar.com"),
        (None, None, "MAKMUR, KABARMAKMUR.NET", "kabarmakmur.net"),
        (None, None, "Sukamaju (ANTARA)", "antaranews.com"),
        (None, None, "BATAM (SL)", None),
        (None, None, None, None),
    ],
)
def test_outlet_comes_from_record_then_address_then_dateline(
    outlet: str | None, url: str | None, dateline: str | None, expected: str | None
) -> None:
    assert outlet_of(outlet, url, dateline) == expected


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("kabar.co.id", "kabar.co.id"),
        ("Sumsel.Kabar.My.Id", "kabar.my.id"),
        ("a.b.kabar.id", "kabar.id"),
        ("co.id", "co.id"),
        ("127.0.0.1", "127.0.0.1"),
        ("localhost", "localhost"),
    ],
)
def test_registered_domain(host: str, domain: str) -> None:
    assert registered_domain(host) == domain


@given(st.text(max_size=120) | st.text(alphabet="AB,.-–|/ ()c", max_size=120))
def test_any_line_is_read(line: str) -> None:
    found = find_dateline(line)
    assert found is None or line.startswith(found)
    outlet_of(None, line, found)
