"""Who said what: direct quotations between marks and reported speech without them, with their speakers."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.cues import cues, quote_rules
from transforms.persons import Persons
from transforms.quotation_marks import Quotation, find_quotations
from transforms.records import Article, Quote, make_id
from transforms.sentences import Sentence
from transforms.speakers import Agent, Reading, Voices, compiled

_LIST_ITEM = re.compile(r"\s*(?:[a-zA-Z]|\d{1,2}|[ivx]{1,4})[.)]\s*|\s*[-–•*·]\s*")
_CLAUSE_START = re.compile(r"[\s,:]*(?:bahwa(?:sanya)?\b)?[\s,:]*", re.IGNORECASE)
_ASKED = re.compile(r"\b(?:agar|supaya|untuk|bahwa|tidak|jangan|tak)\b")
_NO_SPEECH = re.compile(r"\s*(?:maaf|izin|keterangan|klarifikasi|data|penjelasan|tanggapan|bantuan|nama|inisial)\b")
_WORD = re.compile(r"\w+")
_LONG, _SENTENCE = 6, 4


class _Utterance(NamedTuple):
    """A quotation that somebody uttered: its span, where its marks end, the rule, and its tag behind if any."""

    quotation: Quotation
    rule: str
    cue: re.Match[str] | None
    tag_at: int
    tag_end: int


class _Voice(NamedTuple):
    """What is known of a speaker."""

    agent: Agent | None
    printed: str | None
    cue: str | None
    reason: str | None


def find_quotes(article: Article, sentences: Sequence[Sentence], persons: Persons) -> tuple[Quote, ...]:
    """Direct and indirect speech in document order, each with its speaker or the reason for none.

    A direct quote is an utterance between quotation marks, of whatever shape; broken by an attribution
    and continued in the same paragraph it is one, and its span then holds the attribution. Scare quotes,
    titles, slogans, texts of laws and quotations inside a quotation are none. Indirect speech is a
    clause that a cue outside marks reports, at most one for each sentence.

    `speaker_text` is what the attribution prints (a name, an office), or, for "ujarnya", what it points
    back to. `speaker_reason` is one of unnamed_office, unnamed_person, initials_only, read_for_absent,
    ambiguous, body, unknown_name, no_attribution.

    Args:
        article: the cleaned article.
        sentences: its sentences.
        persons: the people it names, with every mention.

    Returns:
        The quotes; spans in code points of `article.text`.
    """
    text = article.text
    voices = Voices(text, sentences, persons)
    utterances = _broken_joined(text, sentences, voices, list(_utterances(text, sentences, voices)))
    return tuple(_rows(article, sentences, voices, utterances))


# -- direct speech ---------------------------------------------------------------------------------------


def _utterances(text: str, sentences: Sequence[Sentence], voices: Voices) -> Iterator[_Utterance]:
    quotations = find_quotations(text)
    starts = [sentence.start for sentence in sentences]
    floor = 0
    for number, quotation in enumerate(quotations):
        next_at = quotations[number + 1].open_at if number + 1 < len(quotations) else len(text)
        line_end = text.find("\n", quotation.close_end)
        next_at = min(next_at, line_end if line_end >= 0 else len(text))
        sentence = bisect_right(starts, quotation.open_at) - 1
        begin = max(floor, starts[sentence] if sentence >= 0 else 0, text.rfind("\n", 0, quotation.open_at) + 1)
        cue = _tag_behind(text, quotation.close_end, next_at)
        rule = _rule(text, quotation, begin, next_at, cue, voices)
        if rule:
            tag_end = next_at
            ending = bisect_right(starts, quotation.close_end)
            if ending < len(starts):
                tag_end = min(tag_end, starts[ending])
            yield _Utterance(quotation, rule, cue, quotation.close_end, tag_end)
        floor = quotation.close_end


def _tag_behind(text: str, at: int, limit: int) -> re.Match[str] | None:
    compiled_cues = cues()
    cue = compiled_cues.after.match(text, at, limit)
    if cue and (cue["cue"][0].islower() or text[at - 2 : at - 1] in ".,!?"):
        return cue
    return compiled_cues.near.match(text, at, limit)


def _rule(
    text: str, quotation: Quotation, begin: int, limit: int, cue: re.Match[str] | None, voices: Voices
) -> str | None:
    """The rule that makes a quotation an utterance, or None."""
    before = text[begin : quotation.open_at]
    opens = not before.strip(" \t\"'“”‘’.,:;–—-*")
    words = len(_WORD.findall(text[quotation.start : quotation.end]))
    first = _WORD.search(text, quotation.start, quotation.end)
    if first is None:
        return None
    capital = not first.group()[0].islower()
    line_start = text.rfind("\n", 0, quotation.open_at) + 1
    listed = _LIST_ITEM.fullmatch(text, line_start, quotation.open_at) is not None
    behind = text[quotation.close_end : min(limit, quotation.close_end + 80)]
    if any(compiled(rule.pattern).search(behind) for rule in quote_rules().not_utterance_behind):
        return None
    if not opens and _is_title(text[quotation.start : quotation.end]):
        return None
    if cue and (opens or listed or words >= _LONG or (capital and before.rstrip()[-1:] in ",:")):
        return None if _is_no_utterance(before) else "quotes.cue_after" if quotation.opened else "quotes.lost_opening"
    context = before
    if opens or listed:
        context = text[max(text.rfind("\n", 0, max(0, line_start - 1)) + 1, line_start - 200) : quotation.open_at]
        if not before.strip() and text[line_start : quotation.open_at].strip() and not listed:
            context = before
    if _is_no_utterance(context.rstrip()) or (listed and text[quotation.close_end : quotation.close_end + 1] in ";,."):
        return None
    led = before.rstrip()[-1:] in (":", ",")
    if not opens and (led or words >= _SENTENCE and capital) and cues().narrative.search(before):
        return "quotes.cue_before" if capital or words >= _SENTENCE else None
    if not opens and before.rstrip()[-1:] == ":" and capital and words >= 3 and voices.within(begin, quotation.open_at):
        return "quotes.colon_before"
    if _name_behind(text, quotation, limit, voices) and (opens or words >= _SENTENCE):
        return "quotes.name_after"
    if opens and capital and words >= _SENTENCE and (text[quotation.end - 1] in ".,!?…" or not text[quotation.close_end : limit].strip(" .")):
        return "quotes.standing"
    if not opens and words >= _LONG and cues().narrative.search(before):
        return "quotes.partial"
    return None


def _is_title(quoted: str) -> bool:
    """Whether most words are capitalised, as in titles and names of programmes."""
    words = [word for word in _WORD.findall(quoted) if not word.isdigit()]
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= 0.7 * len(words) and not quoted.isupper()


def _is_no_utterance(before: str) -> bool:
    return any(compiled(rule.pattern).search(before) for rule in quote_rules().not_utterance)


def _name_behind(text: str, quotation: Quotation, limit: int, voices: Voices) -> Agent | None:
    """The person whose bare name follows the closing mark."""
    for agent in voices.within(quotation.close_end, min(limit, quotation.close_end + 40)):
        if not text[quotation.close_end : agent.start].strip(" ,–—-") and not agent.reason:
            return agent
        break
    return None


def _broken_joined(
    text: str, sentences: Sequence[Sentence], voices: Voices, utterances: list[_Utterance]
) -> list[_Utterance]:
    """Quotations that are broken by an attribution and continued, as one."""
    starts = [sentence.start for sentence in sentences]
    joined: list[_Utterance] = []
    for utterance in utterances:
        last = joined[-1] if joined else None
        here = utterance.quotation
        if last and last.cue and _continues(text, starts, last, utterance, voices):
            joined[-1] = last._replace(
                quotation=last.quotation._replace(end=here.end, close_end=here.close_end), tag_end=here.open_at
            )
        else:
            joined.append(utterance)
    return joined


def _continues(text: str, starts: list[int], last: _Utterance, here: _Utterance, voices: Voices) -> bool:
    between = text[last.quotation.close_end : here.quotation.open_at]
    if "\n" in between or not between.rstrip().endswith((".", ",", ";", ":", "–", "—", "-")):
        return False
    inner = bisect_right(starts, here.quotation.open_at) - bisect_right(starts, last.quotation.close_end)
    if inner > 1 or (inner == 1 and starts[bisect_right(starts, here.quotation.open_at) - 1] < here.quotation.open_at - 2):
        return False
    if here.cue is None:
        return True
    slot = voices.slot(here.cue["cue"], here.cue.end(), here.tag_end)
    return slot is None or slot[0] is None


# -- speakers and rows -----------------------------------------------------------------------------------


def _rows(
    article: Article, sentences: Sequence[Sentence], voices: Voices, utterances: list[_Utterance]
) -> Iterator[Quote]:
    text = article.text
    focus: Agent | None = None
    touched = -1
    pieces = _pieces(sentences, utterances)
    for start, end, paragraph, item in pieces:
        if isinstance(item, _Utterance):
            voice = _speaker(text, item, voices, focus, paragraph - touched <= 1)
            if voice.agent:
                focus, touched = voice.agent, paragraph
            yield _direct(article, item, voice)
            continue
        reading = voices.read(start, end)
        if reading is None:
            continue
        if reading.agent:
            focus = reading.agent
        touched = paragraph
        if item and (row := _indirect(article, start, end, reading, focus)):
            yield row


def _pieces(
    sentences: Sequence[Sentence], utterances: list[_Utterance]
) -> Iterator[tuple[int, int, int, "_Utterance | bool"]]:
    """Utterances, and the narrative between them, in order.

    A piece of narrative carries whether it is a whole sentence without an utterance in it; the tag of an
    utterance belongs to that utterance and is no piece.
    """
    number = 0
    covered = 0
    for sentence in sentences:
        at, whole = max(sentence.start, covered), sentence.start >= covered
        while number < len(utterances) and utterances[number].quotation.open_at < sentence.end:
            item = utterances[number]
            if item.quotation.open_at > at:
                yield at, item.quotation.open_at, sentence.paragraph, False
            yield item.quotation.start, item.quotation.end, sentence.paragraph, item
            at = covered = max(item.quotation.close_end, item.tag_end if item.cue else 0)
            whole = False
            number += 1
        if at < sentence.end:
            yield at, sentence.end, sentence.paragraph, whole


def _speaker(text: str, item: _Utterance, voices: Voices, focus: Agent | None, near: bool) -> _Voice:
    cue = item.cue
    if cue:
        printed_cue = cue["cue"].lower()
        lead = voices.within(cue.start(), cue.start("cue")) if "lead" in cue.groupdict() else []
        slot = (lead[0], cue.end()) if lead else voices.slot(cue["cue"], cue.end(), item.tag_end)
        tag = text[cue.start() : item.tag_end]
        if slot and slot[0]:
            agent = slot[0]
            absent = agent.reason == "unnamed_office" and focus is not None and focus.reason == "read_for_absent"
            if absent or compiled(quote_rules().read_for_absent.pattern).search(tag):
                agent = agent._replace(person_id=None, name=None, reason="read_for_absent")
            return _Voice(agent, agent.text, printed_cue, agent.reason)
        return _pointed(focus, printed_cue)
    if item.rule == "quotes.name_after":
        named = _name_behind(text, item.quotation, item.tag_end, voices)
        if named:
            return _Voice(named, named.text, None, None)
    later = compiled(quote_rules().said_later.pattern).search(text[item.quotation.close_end : item.quotation.close_end + 200].lstrip())
    if later and item.rule == "quotes.standing":
        skipped = len(text[item.quotation.close_end : item.quotation.close_end + 200]) - len(
            text[item.quotation.close_end : item.quotation.close_end + 200].lstrip()
        )
        behind = item.quotation.close_end + skipped + later.end()
        line_end = text.find("\n", behind)
        slot = voices.slot("", behind, line_end if line_end >= 0 else len(text))
        if slot and slot[0]:
            return _Voice(slot[0], slot[0].text, later.group().split()[-1].lower(), slot[0].reason)
    if near:
        return _pointed(focus, None)
    return _Voice(None, None, None, "no_attribution")


def _pointed(focus: Agent | None, cue: str | None) -> _Voice:
    """The speaker that a pronoun or the context points back to."""
    if focus is None:
        return _Voice(None, None, cue, "no_attribution")
    return _Voice(focus, focus.text or None, cue, focus.reason)


def _direct(article: Article, item: _Utterance, voice: _Voice) -> Quote:
    return _row(article, item.quotation.start, item.quotation.end, True, voice, item.rule)


def _indirect(article: Article, start: int, end: int, reading: Reading, focus: Agent | None) -> Quote | None:
    """The clause that a reading of a sentence reports, or None where the cue has no clause."""
    text, cue = article.text, (reading.cue or "").lower()
    if not reading.pattern or cue in cues().no_clause:
        return None
    rest = text[reading.behind : end]
    if reading.pattern in ("verb", "request") and _NO_SPEECH.match(rest):
        return None
    if reading.pattern == "request" and not _ASKED.search(rest):
        return None
    clause = _CLAUSE_START.match(text, reading.behind, end)
    begin = clause.end() if clause else reading.behind
    if text[start : reading.cue_start].strip() and reading.pattern in ("tag", "menurut"):
        begin = start
        if not text[reading.behind : end].strip(" .,!?"):
            end = reading.cue_start
    elif text[start : reading.cue_start].strip() and reading.pattern == "passive":
        begin = start
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1] in " \t,":
        end -= 1
    if len(_WORD.findall(text[begin:end])) < _SENTENCE:
        return None
    return _row(article, begin, end, False, _pointed(reading.agent or focus, cue), f"quotes.{reading.pattern}")


def _row(article: Article, start: int, end: int, is_direct: bool, voice: _Voice, rule: str) -> Quote:
    agent = voice.agent
    known = agent is not None and agent.name is not None and not voice.reason
    return Quote(
        quote_id=make_id("quote", article.article_id, start),
        article_id=article.article_id,
        text=article.text[start:end],
        is_direct=is_direct,
        speaker=agent.name if agent and known else None,
        person_id=agent.person_id if agent and known else None,
        speaker_text=voice.printed,
        speaker_reason=None if known else voice.reason or "no_attribution",
        cue=voice.cue,
        start_char=start,
        end_char=end,
        rule_id=rule,
    )
