"""Who said what: direct quotations between marks and reported speech without them, with their speakers."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.persons.find import Persons
from transforms.quotes.agents import Agent, Cast
from transforms.quotes.cues import cues, points_back, quote_rules
from transforms.quotes.speakers import Reading, report, speaker_slot, subject, unlisted
from transforms.quotes.utterances import Utterance, find_utterances, name_behind
from transforms.records import Article, Quote, make_id
from transforms.sentences import Sentence

_CLAUSE_START = re.compile(
    r"(?:\s+kepada\s[^,.;:\"“”\n]{2,60}(?=,|\sbahwa))?[\s,:]*(?:bahwa(?:sanya)?\b)?[\s,:]*", re.IGNORECASE
)
# "menyampaikan bahwa …", "menyampaikan, …", "menyampaikan kritiknya bahwa …"
_CLAUSE_FOLLOWS = re.compile(r"\s+(?:\w+nya\s+)?bahwa(?:sanya)?\b|\s?,\s?(?!yang\b)\w")
_TOLD = re.compile(r"\bbahwa(?:sanya)?\b[\s,]*")
_ASKED = re.compile(r"\b(?:agar|supaya|untuk|bahwa|tidak|jangan|tak)\b")
_NO_SPEECH = re.compile(
    r"\s*(?:maaf|izin|keterangan|klarifikasi|data|penjelasan|tanggapan|bantuan|nama|inisial|dukungan(?:nya)?|belasungkawa|duka)\b"
)
_REST_OF_OFFICE = re.compile(r"[^,.;:\n]{1,60},")  # "Menurut sumber pemerintah, …"
_WORD = re.compile(r"\w+")
_SHORTEST_CLAUSE = 4
_NEXT_SENTENCE = 200


class _Piece(NamedTuple):
    """A stretch of narrative, or an utterance. `whole`: a sentence in which nobody is quoted."""

    start: int
    end: int
    paragraph: int
    utterance: Utterance | None
    whole: bool


class _Voice(NamedTuple):
    """What is known of a speaker: the agent, the words that name it, the cue."""

    agent: Agent | None
    cue: str | None

    @property
    def reason(self) -> str | None:
        """Why there is no speaker; None where there is one."""
        return self.agent.reason if self.agent else "no_attribution"


def find_quotes(article: Article, sentences: Sequence[Sentence], persons: Persons) -> tuple[Quote, ...]:
    """Direct and indirect speech in document order, each with its speaker or the reason for none.

    A direct quote is an utterance between quotation marks, of whatever shape; broken by an attribution
    and continued in the same paragraph it is one, and its span then holds the attribution. Scare quotes,
    titles, slogans, texts of laws and quotations inside a quotation are none. Indirect speech is a
    clause that a cue outside marks reports, at most one for each sentence.

    `speaker_text` is what the attribution prints (a name, an office), or, for "ujarnya" and the like,
    the words that it points back to. `speaker_reason` is one of unnamed_office, unnamed_person,
    initials_only, read_for_absent, ambiguous, body, unknown_name, no_attribution. The cost is linear in
    the length of the text.

    Args:
        article: the cleaned article.
        sentences: its sentences.
        persons: the people it names, with every mention.

    Returns:
        The quotes; spans in code points of `article.text`.
    """
    cast = Cast(article.text, sentences, persons)
    rows = []
    focus = _Focus(cast)
    for piece in _pieces(sentences, find_utterances(cast, sentences)):
        if piece.utterance:
            voice = _speaker(cast, piece, piece.utterance, focus)
            if voice.agent is None and piece.utterance.cue:
                voice = _Voice(_only_person(cast, piece.utterance), voice.cue)
            if voice.agent:
                focus.turn_to(voice.agent, piece.paragraph)
            rows.append(_row(article, piece.start, piece.end, True, voice, piece.utterance.rule))
        elif reading := report(cast, piece.start, piece.end):
            focus.hear(reading, piece.paragraph)
            if piece.whole and (row := _indirect(article, piece, reading, focus)):
                rows.append(row)
        else:
            focus.pass_over(piece)
    return tuple(rows)


class _Focus:
    """Who was spoken of last. Narrative without speech is read for its subjects only when somebody asks.

    Attributes:
        lead: what the last piece of narrative reports.
    """

    def __init__(self, cast: Cast) -> None:
        self.lead: Reading | None = None
        self._cast = cast
        self._agent: Agent | None = None
        self._paragraph = -1
        self._unread: list[_Piece] = []

    def turn_to(self, agent: Agent, paragraph: int) -> None:
        """Somebody speaks, or is spoken of, in a paragraph."""
        self._agent, self._paragraph = agent, paragraph
        self._unread.clear()

    def hear(self, reading: Reading, paragraph: int) -> None:
        """A piece of narrative reports speech; a body's changes nobody spoken of."""
        self.lead, self._paragraph = reading, paragraph
        if reading.agent and reading.agent.reason != "body":
            self.turn_to(reading.agent, paragraph)

    def pass_over(self, piece: _Piece) -> None:
        """A piece of narrative reports none."""
        self.lead = None
        self._unread.append(piece)

    def agent(self) -> Agent | None:
        """Who was spoken of last."""
        while self._unread:
            piece = self._unread.pop()
            if reading := subject(self._cast, piece.start, piece.end):
                self.turn_to(reading, max(self._paragraph, piece.paragraph))
        return self._agent

    def is_near(self, paragraph: int) -> bool:
        """Whether somebody was spoken of in a paragraph or the one before."""
        self.agent()
        return paragraph - self._paragraph <= 1


def _pieces(sentences: Sequence[Sentence], utterances: Sequence[Utterance]) -> Iterator[_Piece]:
    """Utterances and the narrative between them, in order; a tag belongs to its utterance."""
    number = covered = 0
    for sentence in sentences:
        at = max(sentence.start, covered)
        whole = at == sentence.start
        while number < len(utterances) and utterances[number].quotation.open_at < sentence.end:
            utterance = utterances[number]
            quotation = utterance.quotation
            if quotation.open_at > at:
                yield _Piece(at, quotation.open_at, sentence.paragraph, None, False)
            yield _Piece(quotation.start, quotation.end, sentence.paragraph, utterance, False)
            at = covered = max(quotation.close_end, utterance.tag_end if utterance.cue else 0)
            whole = False
            number += 1
        if at < sentence.end:
            yield _Piece(at, sentence.end, sentence.paragraph, None, whole)


def _speaker(cast: Cast, piece: _Piece, utterance: Utterance, focus: _Focus) -> _Voice:
    """The speaker of an utterance: by its tag, the name or sentence behind it, or what came before."""
    if utterance.cue:
        return _tagged(cast, utterance, utterance.cue, focus)
    quotation = utterance.quotation
    if utterance.rule == "quotes.name_after":
        return _Voice(name_behind(cast, quotation, utterance.tag_end), None)
    if utterance.rule in ("quotes.cue_before", "quotes.partial", "quotes.colon_before"):
        lead = focus.lead
        agent = lead.agent if lead and lead.agent and lead.agent.reason == "body" else focus.agent()
        return _Voice(agent, lead.cue.text.lower() if lead and lead.cue else None)
    following = cast.text[quotation.close_end : quotation.close_end + _NEXT_SENTENCE]
    later = quote_rules().said_later.regex.match(following.lstrip())
    if later:
        at = quotation.close_end + len(following) - len(following.lstrip()) + later.end()
        slot = speaker_slot(cast, at, cast.line(at)[1])
        if slot and slot[0]:
            return _Voice(slot[0], later.group().split()[-1].lower())
    return _Voice(focus.agent() if focus.is_near(piece.paragraph) else None, None)


def _tagged(cast: Cast, utterance: Utterance, cue: re.Match[str], focus: _Focus) -> _Voice:
    """The speaker that a tag names or points back to."""
    text, printed = cast.text, cue["cue"].lower()
    tag_end = max(cue.end(), utterance.tag_end)
    slot: tuple[Agent | None, int] | None = None
    if cue.groupdict().get("lead"):
        leading = cast.agents(cue.start("lead"), cue.end("lead"))
        if leading:
            slot = leading[-1], cue.end()
        elif text[cue.start("lead")].isupper():
            slot = unlisted(cast, cue.start("lead"), cue.end("lead"))
    if slot is None and not points_back(printed):
        slot = speaker_slot(cast, cue.end(), tag_end)
    agent = slot[0] if slot and slot[0] else focus.agent()
    if agent is None:
        return _Voice(None, printed)
    absent = quote_rules().read_for_absent.regex.search(text[cue.end() : tag_end]) is not None
    if agent.reason == "unnamed_office" and (before := focus.agent()):
        absent = absent or before.reason == "read_for_absent"
    return _Voice(agent.without_person("read_for_absent") if absent else agent, printed)


def _only_person(cast: Cast, utterance: Utterance) -> Agent | None:
    """The one person whom the paragraph of an utterance names, where a pronoun points at nobody before it."""
    named = [agent for agent in cast.agents(*cast.line(utterance.quotation.close_end)) if agent.name]
    return named[0] if len({agent.person_id for agent in named}) == 1 else None


def _indirect(article: Article, piece: _Piece, reading: Reading, focus: _Focus) -> Quote | None:
    """The clause that a sentence reports, or None where the cue has no clause."""
    text, cue, end = article.text, reading.cue, piece.end
    if cue is None:
        return None
    rest = text[reading.behind : end]
    if cue.text.lower() in cues().no_clause and not _CLAUSE_FOLLOWS.match(rest):
        return None
    if reading.kind in ("verb", "request") and _NO_SPEECH.match(rest):
        return None
    if reading.kind == "request" and not _ASKED.search(rest):
        return None
    behind = reading.behind
    if reading.agent and reading.agent.reason and reading.kind in ("tag", "menurut", "passive"):
        office = _REST_OF_OFFICE.match(text, behind, end)
        behind = office.end() if office else behind
    clause = _CLAUSE_START.match(text, behind, end)
    begin = clause.end() if clause else behind
    if reading.kind in ("tag", "menurut", "passive") and text[piece.start : cue.start].strip():
        # The clause begins before the cue: "Tim itu, kata dia, bekerja besok", "Tim bekerja, kata Budi."
        begin = piece.start
        if reading.kind == "passive" and _only_points(text[piece.start : cue.start]):
            told = _TOLD.search(text, behind, end)
            if told is None:
                return None  # "Hal itu disampaikan Budi di kantornya"
            begin = told.end()
        if not _WORD.search(rest):
            end = cue.start
    end = begin + len(text[begin:end].rstrip(" \t,"))
    if len(_WORD.findall(text, begin, end)) < _SHORTEST_CLAUSE:
        return None
    voice = _Voice(reading.agent or focus.agent(), cue.text.lower())
    return _row(article, begin, end, False, voice, f"quotes.{reading.kind}")


def _only_points(head: str) -> bool:
    return quote_rules().pointing_back.regex.match(head) is not None


def _row(article: Article, start: int, end: int, is_direct: bool, voice: _Voice, rule: str) -> Quote:
    agent = voice.agent
    person = agent if agent and agent.person_id and not agent.reason else None
    return Quote(
        quote_id=make_id("quote", article.article_id, start),
        article_id=article.article_id,
        text=article.text[start:end],
        is_direct=is_direct,
        speaker=person.name if person else None,
        person_id=person.person_id if person else None,
        speaker_text=(agent.text or None) if agent else None,
        speaker_reason=None if person else voice.reason or "no_attribution",
        cue=voice.cue,
        start_char=start,
        end_char=end,
        rule_id=rule,
    )
