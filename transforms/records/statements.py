"""Records of what an article states: quotes, laws cited, penalties and counts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """An utterance. `text` is the span without its marks; `speaker` null with a `speaker_reason`."""

    quote_id: str
    article_id: str
    text: str
    is_direct: bool
    speaker: str | None
    person_id: str | None
    speaker_text: str | None
    speaker_reason: str | None
    cue: str | None
    start_char: int
    end_char: int
    rule_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LawCitation:
    """A legal instrument as cited; `flag` where number and subject disagree."""

    article_id: str
    text: str
    kind: str
    number: str | None
    year: int | None
    article_no: str | None
    paragraph_no: str | None
    law_id: str | None
    flag: str | None
    start_char: int
    end_char: int
    rule_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanction:
    """A penalty that is threatened, recommended or imposed."""

    article_id: str
    text: str
    level: str | None
    form: str | None
    modality: str
    report_id: str | None
    start_char: int
    end_char: int
    rule_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A count of reports, cases or violators."""

    article_id: str
    text: str
    what: str
    value: float
    unit: str | None
    place_code: str | None
    period: str | None
    start_char: int
    end_char: int
    rule_id: str
