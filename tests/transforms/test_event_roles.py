"""Roles by voice, preposition and office: one sentence behind an opening that tells of the event."""

import pytest

from tests.transforms.event_cases import article, events_of

OPENINGS = {
    "pledge": (
        "ASN Batang Teken Pakta Netralitas",
        "BATANG - Ratusan ASN Kabupaten Batang menandatangani pakta integritas netralitas di Pendapa, Senin (14/10/2024).\n",
    ),
    "meeting": (
        "Bawaslu Batang Gelar Rakor Netralitas ASN",
        "BATANG - Bawaslu Batang menggelar rapat koordinasi netralitas ASN di Hotel Sendang, Senin (14/10/2024).\n",
    ),
    "lesson": (
        "Sosialisasi Netralitas ASN di Batang",
        "BATANG - Pemkab Batang menggelar sosialisasi netralitas ASN di Pendapa, Senin (14/10/2024).\n",
    ),
    "roll_call": (
        "Apel Netralitas ASN Batang",
        "BATANG - Pemkab Batang menggelar apel netralitas ASN di halaman Setda, Senin (14/10/2024).\n",
    ),
    "reported": (
        "Camat di Batang Dilaporkan ke Bawaslu",
        "BATANG - Seorang camat dilaporkan ke Bawaslu Batang karena diduga tidak netral, Senin (14/10/2024).\n",
    ),
    "examined": (
        "Bawaslu Batang Periksa Camat",
        "BATANG - Bawaslu Batang memeriksa seorang camat yang diduga tidak netral, Senin (14/10/2024).\n",
    ),
    "ruled": (
        "Camat di Batang Terbukti Langgar Netralitas",
        "BATANG - Bawaslu Batang menyatakan seorang camat terbukti melanggar netralitas ASN, Senin (14/10/2024).\n",
    ),
    "removed": (
        "Camat di Batang Dicopot karena Tak Netral",
        "BATANG - Seorang camat di Batang dicopot karena melanggar netralitas ASN, Senin (14/10/2024).\n",
    ),
    "circular": (
        "Pemkab Batang Terbitkan Edaran Netralitas ASN",
        "BATANG - Pemkab Batang menerbitkan surat edaran netralitas ASN, Senin (14/10/2024).\n",
    ),
}

CASES = [
    ("pledge", "Penandatanganan diawali Pj Bupati Batang, Rudi Wijayanto.", {"Rudi Wijayanto": "signatory"}),
    (
        "pledge",
        "Acara tersebut dihadiri Ketua KPU Batang Dimas Prakoso, Kapolres Batang AKBP Teguh Santosa, dan Dandim Letkol Inf Bayu Saputra.",
        {"Dimas Prakoso": "attendee", "Teguh Santosa": "attendee", "Bayu Saputra": "attendee"},
    ),
    (
        "pledge",
        "Prosesi itu disaksikan langsung Kajari Batang Mukti Wibowo dan Ketua Bawaslu Batang Bimo Aryanto.",
        {"Mukti Wibowo": "witness", "Bimo Aryanto": "witness"},
    ),
    (
        "pledge",
        "Ikrar dipimpin Sekda Batang Sari Hapsari dan diikuti seluruh peserta.",
        {"Sari Hapsari": "leader"},
    ),
    (
        "pledge",
        "Dalam sambutannya, Pj Bupati Batang Rudi Wijayanto meminta ASN menjaga sikap.",
        {"Rudi Wijayanto": "speaker"},
    ),
    (
        "pledge",
        "Kepala BKPSDM Batang Tono Sucipto bertindak sebagai pembaca ikrar.",
        {"Tono Sucipto": "speaker"},
    ),
    (
        "pledge",
        "Usai kegiatan, Ketua Bawaslu Batang Bimo Aryanto mengapresiasi langkah itu kepada wartawan.",
        {},
    ),
    (
        "pledge",
        "Sekda Batang Sari Hapsari yang memimpin pembacaan ikrar tampak khidmat.",
        {"Sari Hapsari": "leader"},
    ),
    (
        "pledge",
        "Ikut membubuhkan tanda tangan Kepala Dinas Kesehatan Batang Dewi Anjani.",
        {"Dewi Anjani": "signatory"},
    ),
    (
        "pledge",
        "Mewakili ASN, Camat Bandar Joko Purnomo membacakan naskah ikrar.",
        {"Joko Purnomo": "speaker"},
    ),
    ("meeting", "Rakor itu dipandu Anggota Bawaslu Batang Tari Lestari.", {"Tari Lestari": "leader"}),
    (
        "meeting",
        "Hadir sebagai narasumber Komisioner KPU Batang Dimas Prakoso.",
        {"Dimas Prakoso": "speaker"},
    ),
    ("meeting", "Sekda Batang Sari Hapsari turut hadir mewakili Pj Bupati.", {"Sari Hapsari": "attendee"}),
    (
        "meeting",
        "Rapat dibuka secara resmi oleh Ketua Bawaslu Batang Bimo Aryanto.",
        {"Bimo Aryanto": "leader"},
    ),
    ("meeting", "Tampak hadir Kepala Kesbangpol Batang Agung Nugraha.", {"Agung Nugraha": "attendee"}),
    ("meeting", "Pertemuan dihadiri pula oleh Kasat Intel AKP Surya Dharma.", {"Surya Dharma": "attendee"}),
    (
        "meeting",
        "Kepala BKPSDM Batang Tono Sucipto memaparkan data pelanggaran tahun lalu.",
        {"Tono Sucipto": "speaker"},
    ),
    ("meeting", "Dari Pemkab hadir Asisten I Batang Lukman Hadi.", {"Lukman Hadi": "attendee"}),
    (
        "lesson",
        "Narasumber yang dihadirkan yakni Ketua Bawaslu Batang Bimo Aryanto dan Kepala BKPSDM Batang Tono Sucipto.",
        {"Bimo Aryanto": "speaker", "Tono Sucipto": "speaker"},
    ),
    ("lesson", "Sosialisasi dibuka Sekda Batang Sari Hapsari.", {"Sari Hapsari": "leader"}),
    (
        "lesson",
        "Anggota Bawaslu Batang Tari Lestari, selaku pemateri, mengulas larangan bagi ASN.",
        {"Tari Lestari": "speaker"},
    ),
    ("lesson", "Bupati diwakili Asisten I Batang Lukman Hadi saat membuka acara.", {"Lukman Hadi": "leader"}),
    ("lesson", "Materi disampaikan Kasi Intel Kejari Batang Hendra Kusuma.", {"Hendra Kusuma": "speaker"}),
    ("lesson", "Camat Bandar Joko Purnomo selaku tuan rumah menyambut peserta.", {"Joko Purnomo": "host"}),
    (
        "roll_call",
        "Bertindak selaku inspektur apel, Pj Bupati Batang Rudi Wijayanto.",
        {"Rudi Wijayanto": "leader"},
    ),
    ("roll_call", "Apel dipimpin langsung oleh Sekda Batang Sari Hapsari.", {"Sari Hapsari": "leader"}),
    (
        "roll_call",
        "Bupati Batang Rudi Wijayanto, yang menjadi pembina apel, menyerahkan piagam.",
        {"Rudi Wijayanto": "leader"},
    ),
    ("roll_call", "Mendampingi bupati, Wakil Bupati Batang Siti Aminah.", {"Siti Aminah": "attendee"}),
    (
        "reported",
        "Camat itu, Joko Purnomo, dilaporkan warga bernama Agus Salimi.",
        {"Joko Purnomo": "subject", "Agus Salimi": "complainant"},
    ),
    ("reported", "Terlapor adalah Camat Bandar Joko Purnomo.", {"Joko Purnomo": "subject"}),
    ("reported", "Pelapor, Agus Salimi, datang membawa rekaman video.", {"Agus Salimi": "complainant"}),
    (
        "reported",
        "Kuasa hukum paslon, Hotman Siregar, menyerahkan bukti ke Bawaslu.",
        {"Hotman Siregar": "complainant"},
    ),
    (
        "reported",
        "Camat Bandar Joko Purnomo diduga mengajak warga memilih petahana.",
        {"Joko Purnomo": "subject"},
    ),
    ("reported", "Menurut Ketua Bawaslu Batang Bimo Aryanto, laporan masih dikaji.", {}),
    (
        "examined",
        "Camat Bandar Joko Purnomo datang pukul 09.00 didampingi pengacara Hotman Siregar.",
        {"Joko Purnomo": "subject", "Hotman Siregar": "attendee"},
    ),
    (
        "examined",
        "Pemeriksaan terhadap Joko Purnomo, Camat Bandar, berlangsung tiga jam.",
        {"Joko Purnomo": "subject"},
    ),
    ("examined", "Joko Purnomo, Camat Bandar, dicecar 20 pertanyaan.", {"Joko Purnomo": "subject"}),
    (
        "ruled",
        "Camat Bandar Joko Purnomo dinyatakan bersalah lewat rapat pleno.",
        {"Joko Purnomo": "subject"},
    ),
    ("ruled", "Pleno dipimpin Ketua Bawaslu Batang Bimo Aryanto.", {"Bimo Aryanto": "decider"}),
    ("ruled", "Camat tersebut adalah Joko Purnomo.", {"Joko Purnomo": "subject"}),
    (
        "removed",
        "Pj Bupati Batang Rudi Wijayanto mencopot Camat Bandar Joko Purnomo.",
        {"Rudi Wijayanto": "decider", "Joko Purnomo": "subject"},
    ),
    (
        "removed",
        "Camat Bandar Joko Purnomo dinonaktifkan Pj Bupati Batang Rudi Wijayanto.",
        {"Rudi Wijayanto": "decider", "Joko Purnomo": "subject"},
    ),
    (
        "removed",
        "SK pencopotan Joko Purnomo, Camat Bandar, diteken Pj Bupati Batang Rudi Wijayanto.",
        {"Rudi Wijayanto": "decider", "Joko Purnomo": "subject"},
    ),
    ("removed", "Sanksi untuk Camat Bandar Joko Purnomo dijatuhkan bupati.", {"Joko Purnomo": "subject"}),
    ("removed", "Camat Bandar Joko Purnomo mendapat hukuman disiplin berat.", {"Joko Purnomo": "subject"}),
    ("circular", "Surat edaran itu ditandatangani Sekda Batang Sari Hapsari.", {"Sari Hapsari": "signatory"}),
    (
        "meeting",
        "Tuan rumah rakor, Sekda Batang Rudi Wijayanto, menyiapkan ruangan.",
        {"Rudi Wijayanto": "host"},
    ),
    (
        "pledge",
        "Saksi penandatanganan: Kapolres Batang AKBP Dimas Hartono dan Ketua Bawaslu Batang, Wahyu Prakoso.",
        {"Dimas Hartono": "witness", "Wahyu Prakoso": "witness"},
    ),
    (
        "lesson",
        "Materi pertama dibawakan anggota Bawaslu Batang, Wahyu Prakoso, materi kedua oleh jaksa Dimas Hartono.",
        {"Wahyu Prakoso": "speaker", "Dimas Hartono": "speaker"},
    ),
    (
        "roll_call",
        "Pemimpin upacara ialah Sekretaris Satpol PP Batang Dimas Hartono.",
        {"Dimas Hartono": "attendee"},
    ),
    ("reported", "Camat Tersono Budi Hartanto disebut dalam aduan itu.", {"Budi Hartanto": "subject"}),
    ("circular", "Pj Bupati Batang Rudi Wijayanto meneken edaran tersebut.", {"Rudi Wijayanto": "signatory"}),
    (
        "circular",
        "Edaran yang diteken Pj Bupati Batang Rudi Wijayanto itu memuat lima larangan.",
        {"Rudi Wijayanto": "signatory"},
    ),
]


@pytest.mark.parametrize(("opening", "sentence", "expected"), CASES)
def test_roles_of_a_sentence(opening: str, sentence: str, expected: dict[str, str]) -> None:
    title, lead = OPENINGS[opening]
    told = events_of(article(title, lead + sentence, "2024-10-16"))
    assert {actor.name: actor.role for actor in told.actors if actor.person_id} == expected
