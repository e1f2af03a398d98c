"""Sentences of the press on penalties: level and modality of each; own wordings of every form of the disciplinary law."""

import pytest

from tests.transforms.event_cases import article
from tests.transforms.tables import table
from transforms.sanctions.find import find_sanctions
from transforms.sentences import split_sentences

CASES = [
    (
        "Selain kurungan dua bulan, kepala dinas itu juga dihukum denda Rp 3 juta. Apabila tidak membayar denda, ia dipenjara sebulan.",
        [("pidana", "imposed"), ("pidana", "imposed"), ("pidana", "threatened")],
    ),
    (
        "Guru itu dijatuhi pidana penjara selama empat bulan. Penjara empat bulan itu tidak perlu dijalani.",
        [("pidana", "imposed")],
    ),
    (
        "Hakim menjatuhkan pidana penjara enam bulan dengan ketentuan apabila denda tidak dibayar diganti kurungan sebulan kepada camat itu.",
        [("pidana", "imposed"), ("pidana", "threatened")],
    ),
    ("Camat itu diturunkan pangkatnya setahun. Hukuman ini tergolong berat.", [("berat", "imposed")]),
    ("Bupati menurunkan pangkat dua PNS. Dengan turun pangkat, tunjangannya berkurang.", [(None, "imposed")]),
    (
        "Untuk ASN, yang paling ringan potong tunjangan, yang paling berat ya diberhentikan.",
        [("ringan", "threatened"), ("berat", "threatened")],
    ),
    ("Sebuah akun TikTok menyebut camat itu sudah dicopot.", []),
    ("Bawaslu tidak berwenang memecat pegawai.", []),
    ("Pemkot menghapus sanksi administrasi bagi pegawai yang menunggak pajak.", []),
    ("Pegawai itu menjalani sidang tindak pidana ringan.", []),
    (
        "Kami rekomendasikan hukuman disiplin berat, ternyata ASN itu hanya ditegur lisan.",
        [("berat", "recommended"), (None, "imposed")],
    ),
    (
        "KASN menilai guru itu berpihak dan meminta bupati menjatuhkan hukuman tingkat berat.",
        [("berat", "recommended")],
    ),
    (
        "Enam pelanggar dari kalangan ASN dijatuhi hukuman denda Rp 2 juta dan kurungan 7 hari.",
        [("pidana", "imposed")],
    ),
    ("Seorang pegawai di kabupaten lain kehilangan jabatan gara-gara komentarnya.", [(None, "imposed")]),
    ("Tiga ASN itu hanya mendapat teguran lisan dari camat.", [(None, "imposed")]),
    ("Bupati melayangkan teguran tertulis kepada kepala dinas tersebut.", [(None, "imposed")]),
    ("Ia dikenai penundaan kenaikan gaji berkala.", [(None, "imposed")]),
    ("Pemkab menjatuhkan penundaan KGB selama satu tahun kepada guru itu.", [(None, "imposed")]),
    (
        "ASN yang melanggar terancam hukuman disiplin sedang berupa pemotongan TPP sebesar 25 persen selama 6 bulan.",
        [("sedang", "threatened")],
    ),
    ("Dua ASN dipotong TPP-nya 25 persen.", [(None, "imposed")]),
    (
        "BKN merekomendasikan hukuman disiplin berat berupa penurunan jabatan setingkat lebih rendah selama 12 bulan.",
        [("berat", "recommended")],
    ),
    ("Camat itu dibebaskan dari jabatannya dan menjadi pelaksana.", [(None, "imposed")]),
    ("Kepala bidang tersebut dinonjobkan bupati.", [(None, "imposed")]),
    (
        "Sanksi terberatnya bisa pemberhentian dengan hormat tidak atas permintaan sendiri.",
        [("berat", "threatened")],
    ),
    ("Sanksinya bisa sampai pemberhentian tidak dengan hormat.", [(None, "threatened")]),
    ("Lurah tersebut sudah di-PTDH.", [(None, "imposed")]),
    ("KASN merekomendasikan sanksi moral untuk lurah itu.", [("moral", "recommended")]),
    (
        "Bupati menjatuhkan sanksi moral berupa pernyataan terbuka kepada kepala dinas.",
        [("moral", "imposed")],
    ),
    ("Guru itu diberi sanksi moral berupa pernyataan secara tertutup.", [("moral", "imposed")]),
    (
        "Pelanggar diancam penjara paling lama enam bulan dan denda paling banyak Rp6 juta.",
        [("pidana", "threatened")],
    ),
    ("Pasal 188 mengatur pidana penjara paling singkat 1 bulan.", [("pidana", "threatened")]),
    (
        "Kepala desa yang tidak netral bisa dipidana kurungan paling lama satu tahun.",
        [("pidana", "threatened")],
    ),
    ("Hakim menjatuhkan hukuman penjara dua bulan kepada camat.", [("pidana", "imposed")]),
    (
        "Sanksi bagi ASN tidak netral bervariasi, mulai ringan, sedang, hingga berat.",
        [("berat", "threatened"), ("ringan", "threatened"), ("sedang", "threatened")],
    ),
    ("Camat itu dijatuhi hukuman disiplin sedang.", [("sedang", "imposed")]),
    ("Sekretaris dinas menerima hukuman disiplin berat dari bupati.", [("berat", "imposed")]),
    ("Belum ada ASN yang dijatuhi sanksi berat.", []),
    ("Bupati menegaskan tidak akan mencopot camat tersebut.", []),
    ("Camat itu membantah telah dicopot.", []),
    ("Pemkab masih mempertimbangkan hukuman disiplin berat.", []),
    ("Bawaslu mendesak pencopotan kepala dinas.", [(None, "recommended")]),
    ("Ia terancam dicopot.", [(None, "threatened")]),
    ("Hukumannya mulai dari penurunan pangkat.", [(None, "threatened")]),
    ("Sebagai sanksi, guru itu dimutasi ke sekolah lain.", [(None, "imposed")]),
    ("Sanksi paling berat adalah pembebasan dari jabatan.", [("berat", "threatened")]),
    ("Kepala desa tersebut diberhentikan sementara oleh bupati.", [(None, "imposed")]),
    ("Bupati meneken surat penonaktifan camat itu.", [(None, "imposed")]),
    ("Tenaga honorer yang ikut kampanye itu dirumahkan.", [(None, "imposed")]),
    ("PPPK yang melanggar bisa diputus kontraknya.", [(None, "threatened")]),
    ("Kepala seksi itu dijatuhi pernyataan tidak puas secara tertulis.", [(None, "imposed")]),
    ("Ia menjalani hukuman penundaan kenaikan pangkat selama setahun.", [(None, "imposed")]),
    ("TPP dipotong bila ASN terbukti tak netral.", [(None, "threatened")]),
    ("Inspektorat memberikan surat peringatan kepada dua ASN.", [(None, "imposed")]),
    (
        "Bupati mengenakan penurunan pangkat setingkat lebih rendah selama 1 tahun kepada sekretaris dinas.",
        [(None, "imposed")],
    ),
    ("Empat ASN diganjar sanksi sedang oleh inspektorat.", [("sedang", "imposed")]),
    ("Dua guru divonis hukuman ringan oleh majelis kode etik.", [("ringan", "imposed")]),
    ("ASN itu terhindar dari sanksi berat.", []),
    ("Bupati memastikan tidak ada pegawai yang dipecat.", []),
    ("ASN nekat kampanye siap-siap dipecat.", [(None, "threatened")]),
    ("Ancaman pemecatan menanti ASN yang tidak netral.", [(None, "threatened")]),
    ("Sekda: ASN Tak Netral, Copot!", [(None, "threatened")]),
    ("Konsekuensinya pemotongan tunjangan kinerja.", [(None, "threatened")]),
    ("Bawaslu menyarankan bupati memberi teguran tertulis.", [(None, "recommended")]),
    (
        "Rekomendasi KASN menyebut camat itu layak dijatuhi hukuman disiplin sedang.",
        [("sedang", "recommended")],
    ),
    ("Bawaslu mengusulkan sanksi berat terhadap kepala dinas.", [("berat", "recommended")]),
    ("Ia mengalami demosi setelah terbukti berpihak.", [(None, "imposed")]),
    ("Kepala sekolah itu dinonaktifkan sementara sejak Senin.", [(None, "imposed")]),
    ("Dicopot dari jabatannya, camat itu kini menjadi staf.", [(None, "imposed")]),
    ("Pencopotan jabatan itu berlaku sejak 1 Oktober.", [(None, "imposed")]),
    ("Ia juga didenda Rp5 juta subsider satu bulan kurungan.", [("pidana", "imposed")]),
    ("ASN yang berkampanye bisa dijebloskan ke penjara.", [("pidana", "threatened")]),
    ("Kepala desa itu divonis dua bulan penjara.", [("pidana", "imposed")]),
    (
        "Pasal 494 UU Pemilu mengancam pelaku dengan kurungan paling lama satu tahun dan denda paling banyak Rp12 juta.",
        [("pidana", "threatened")],
    ),
    ("Jaksa menuntut camat itu dengan pidana penjara enam bulan.", []),
    ("Surat pemberhentian kepala dusun itu sudah diterima.", [(None, "imposed")]),
    ("Ia telah menjalani sanksi moral dengan meminta maaf secara terbuka.", [("moral", "imposed")]),
    ("Camat itu dibebaskan dari tuduhan melanggar netralitas.", []),
    ("Penurunan baliho dilakukan Satpol PP.", []),
    ("Bupati belum memutuskan sanksi sedang atau berat.", []),
    ("Seorang guru ditunda kenaikan pangkatnya selama setahun.", [(None, "imposed")]),
    ("Selama enam bulan ia tidak menerima TPP sebagai hukuman.", [(None, "imposed")]),
    ("Kepala puskesmas itu diberi peringatan tertulis.", [(None, "imposed")]),
    ("Bupati memberi peringatan keras kepada camat yang terbukti berpihak.", [(None, "imposed")]),
    ("Sanksinya berupa penurunan jabatan dan telah dijalankan.", [(None, "imposed")]),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_level_and_modality(sentence: str, expected: list[tuple[str | None, str]]) -> None:
    given = article("ASN tidak netral", sentence, "2024-10-16")
    found = {(row.level, row.modality) for row in find_sanctions(given, split_sentences(sentence))}
    assert found == set(expected)


@pytest.mark.parametrize(("expected", "passage"), table("sanction_passages.txt", 2))
def test_penalties_of_a_passage(expected: str, passage: str) -> None:
    title, _, text = passage.rpartition(" ## ")
    given = article(title or "Netralitas ASN", text, "2024-10-16")
    found = {(row.level or "-", row.modality) for row in find_sanctions(given, split_sentences(text))}
    told = [] if expected == "none" else expected.split(", ")
    assert found == {(level, modality) for level, modality in map(str.split, told)}
