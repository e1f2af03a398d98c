"""Who speaks, by the words of the attribution."""

import pytest

from tests.transforms.quote_people import persons
from transforms.quotes.agents import Cast
from transforms.quotes.speakers import report, speaker_slot, subject
from transforms.sentences import split_sentences

PEOPLE = {
    "Budi Santoso": ("Budi", "Sekda"),
    "Siti Aminah": ("Siti",),
    "Benyamin Rumbiak": ("Benyamin",),
}


def cast_of(text: str) -> Cast:
    return Cast(text, split_sentences(text), persons(text, PEOPLE))


@pytest.mark.parametrize(
    ("behind", "name"),
    [
        (" Budi.", "Budi Santoso"),
        (" Budi saat ditemui Siti di Solo.", "Budi Santoso"),
        (" Sekda.", "Budi Santoso"),
        (" Pak Budi.", "Budi Santoso"),
        (" H. Budi Santoso, S.H.", "Budi Santoso"),
        (" Kepala Dinas Kesehatan Kabupaten Sragen, Siti Aminah.", "Siti Aminah"),
        (" Ketua KPU Sragen Siti Aminah, M.Si, kemarin.", "Siti Aminah"),
        (" salah satu peserta, Siti Aminah.", "Siti Aminah"),
        (" salah seorang pengurus lembaga pemantau, Siti Aminah.", "Siti Aminah"),
        (" dr. Ben.", "Benyamin Rumbiak"),
    ],
)
def test_a_tag_names_the_speaker(behind: str, name: str) -> None:
    slot = speaker_slot(cast_of(behind), 0, len(behind))
    assert slot is not None
    assert slot[0] is not None
    assert (slot[0].name, slot[0].reason) == (name, None)


@pytest.mark.parametrize(
    "behind",
    [
        " dia.",
        " dia lagi.",
        " ia di Solo.",
        " perempuan yang akrab disapa Bu Sri itu.",
        " mantan camat tersebut.",
        " politisi kelahiran Solo ini.",
        " Ipul, sapaan akrabnya.",
    ],
)
def test_a_pronoun_or_description_points_back(behind: str) -> None:
    slot = speaker_slot(cast_of(behind), 0, len(behind))
    assert slot is not None
    assert slot[0] is None


@pytest.mark.parametrize(
    ("behind", "reason"),
    [
        (" Pj Bupati Sragen.", "unnamed_office"),
        (" sang camat.", "unnamed_office"),
        (" seorang warga.", "unnamed_person"),
        (" salah satu guru di Dolo.", "unnamed_person"),
        (" ibu dua anak.", "unnamed_person"),
        (" BT (45), kemarin.", "initials_only"),
        (" XY.", "initials_only"),
        (" KPU.", "body"),
        (" Bawaslu Sragen.", "body"),
        (" Rudolf.", "unknown_name"),
        (" Budi dan Siti.", "ambiguous"),
    ],
)
def test_a_speaker_without_a_person_has_a_reason(behind: str, reason: str) -> None:
    slot = speaker_slot(cast_of(behind), 0, len(behind))
    assert slot is not None
    assert slot[0] is not None
    assert slot[0].reason == reason


@pytest.mark.parametrize("behind", [".", " saat ditemui.", " dalam sambutannya.", " kepada wartawan."])
def test_where_nobody_stands_nobody_is_found(behind: str) -> None:
    assert speaker_slot(cast_of(behind), 0, len(behind)) is None


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        ("Budi mengatakan rapat ditunda.", "Budi Santoso", "verb"),
        ("Budi, yang sudah lama menunggu Siti, mengatakan rapat ditunda.", "Budi Santoso", "verb"),
        ("Didampingi Siti, Budi mengatakan rapat ditunda.", "Budi Santoso", "verb"),
        ("Didampingi Siti dan Benyamin, Budi mengatakan rapat ditunda.", "Budi Santoso", "verb"),
        ("Kepada Siti, Budi mengaku lupa membawa surat.", "Budi Santoso", "verb"),
        ("Budi meminta Siti agar datang.", "Budi Santoso", "request"),
        ("Menurut Siti, rapat itu ditunda.", "Siti Aminah", "menurut"),
        ("Namun menurut Siti rapat itu ditunda.", "Siti Aminah", "menurut"),
        ("Rapat itu, kata Siti, ditunda.", "Siti Aminah", "tag"),
        ("Rapat itu ditunda, kata Siti.", "Siti Aminah", "tag"),
        ("Budi, kata Siti, tidak hadir.", "Siti Aminah", "tag"),
        ("Dikatakan Siti, rapat ditunda.", "Siti Aminah", "passive"),
        ("Di katakan Siti,bahwa rapat ditunda.", "Siti Aminah", "passive"),
        ("Hal itu disampaikan Siti di Solo.", "Siti Aminah", "passive"),
    ],
)
def test_a_sentence_says_whose_speech_it_reports(sentence: str, name: str, kind: str) -> None:
    reading = report(cast_of(sentence), 0, len(sentence))
    assert reading is not None
    assert reading.agent is not None
    assert (reading.agent.name, reading.kind) == (name, kind)


@pytest.mark.parametrize(
    "sentence",
    [
        "Dia menambahkan, rapat ditunda.",
        "Tim itu, kata dia, bekerja besok.",
        "Selain itu, lanjutnya, rapat ditunda.",
        "Menurutnya rapat ditunda.",
        "Dikatakan, rapat ditunda.",
        "Setelah Budi pulang, ia mengatakan rapat ditunda.",
    ],
)
def test_a_sentence_that_points_back_has_no_agent(sentence: str) -> None:
    reading = report(cast_of(sentence), 0, len(sentence))
    assert reading is not None
    assert reading.agent is None


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Apel dipimpin langsung oleh Siti Aminah di Solo.", "Siti Aminah"),
        ("Sebelum meninggalkan kantor, Siti sempat kembali.", "Siti Aminah"),
        ("Hadir pula Budi dan Siti.", None),
        ("Turut hadir mendampingi, Sekda Budi.", None),
        ("Bupati belum menemui Siti.", None),
        ("Penghargaan itu diserahkan kepada Siti.", None),
        ("Kegiatan itu dihadiri Siti dan Budi.", None),
        ("Kegiatan itu dihadiri Siti, Budi, serta Benyamin.", None),
        ("Camat wajib bekerja seperti biasa.", None),
        ("Hujan turun sejak pagi.", None),
        ("Kasus itu menyeret Siti.", None),
    ],
)
def test_a_sentence_without_speech_has_the_subject_it_names(sentence: str, name: str | None) -> None:
    cast = cast_of(sentence)
    assert report(cast, 0, len(sentence)) is None
    agent = subject(cast, 0, len(sentence))
    assert (agent and agent.name) == name


def test_who_reads_for_another_is_not_the_speaker() -> None:
    sentence = "Dalam sambutan gubernur yang di bacakan Siti, disampaikan rasa terima kasih."
    reading = report(cast_of(sentence), 0, len(sentence))
    assert reading is not None
    assert reading.agent is not None
    assert reading.agent.reason == "read_for_absent"
