"""Which quotations are somebody's utterance, and which are scare quotes, titles or the text of a law."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from transforms.quotes.agents import Agent, Cast
from transforms.quotes.cues import cues, points_back, quote_rules
from transforms.quotes.marks import Quotation, find_quotations
from transforms.quotes.speakers import speaker_slot
from transforms.scanning import Rules
from transforms.sentences import Sentence

_LIST_ITEM = re.compile(r"\s*(?:(?:[a-zA-Z]|\d{1,2}|[ivx]{1,4})[.)]|[-–•*·])\s*")
_WORD = re.compile(r"\w+")
_EDGE = " \t\"'“”‘’.,:;–—-*"
_GOES_ON = (".", ",", ";", ":", "–", "—", "-", "…", "!", "?")
# An utterance of so many words needs no cue before a mark in mid-sentence; a sentence has as many.
_LONG, _SENTENCE, _SPOKEN = 6, 4, 3
_CONTEXT, _TAG, _NAME = 200, 80, 40
_TITLE_SHARE = 0.7


class Utterance(NamedTuple):
    """A quotation that somebody uttered.

    `cue` is the tag behind its closing mark; the attribution ends before `tag_end`. `rule` names the
    pattern that made it an utterance.
    """

    quotation: Quotation
    rule: str
    cue: re.Match[str] | None
    tag_end: int


class _Setting(NamedTuple):
    """Where a quotation stands: the text of its sentence before it, and where what follows it ends."""

    line_start: int
    begin: int
    before: str
    limit: int


def find_utterances(cast: Cast, sentences: Sequence[Sentence]) -> list[Utterance]:
    """The utterances between marks; one that an attribution breaks is one.

    Args:
        cast: the agents and cues of the article.
        sentences: its sentences.
    """
    text = cast.text
    starts = [sentence.start for sentence in sentences]
    found: list[Utterance] = []
    floor = 0
    quotations = find_quotations(text)
    for number, quotation in enumerate(quotations):
        line_start = cast.line(quotation.open_at)[0]
        limit = max(quotation.close_end, cast.line(quotation.close_end)[1])
        if number + 1 < len(quotations):
            limit = max(quotation.close_end, min(limit, quotations[number + 1].open_at))
        sentence = bisect_right(starts, quotation.open_at) - 1
        begin = max(floor, line_start, starts[sentence] if sentence >= 0 else 0)
        setting = _Setting(line_start, begin, text[begin : quotation.open_at], limit)
        if quotation.close_end == limit and text[limit + 1 : limit + 2].islower():
            limit = cast.line(limit + 1)[1]  # the tag was put into the next line
        cue = _tag_behind(text, quotation.close_end, limit)
        following = bisect_right(starts, cue.start("cue") if cue else quotation.close_end)
        tag_end = min(limit, starts[following]) if following < len(starts) else limit
        rule = _rule(cast, quotation, setting, cue)
        utterance = Utterance(quotation, rule or "", cue, tag_end)
        if (
            found
            and found[-1].quotation.close_end == floor
            and _continues(cast, starts, found[-1], utterance)
        ):
            whole = found[-1].quotation._replace(end=quotation.end, close_end=quotation.close_end)
            found[-1] = found[-1]._replace(quotation=whole)
        elif rule:
            found.append(utterance)
        floor = quotation.close_end
    return found


def name_behind(cast: Cast, quotation: Quotation, limit: int) -> Agent | None:
    """The person whose bare name follows a closing mark: "…,"Budi Santoso."""
    agents = cast.agents(quotation.close_end, min(limit, quotation.close_end + _NAME))
    if not agents or agents[0].reason or cast.text[quotation.close_end : agents[0].start].strip(" ,–—-"):
        return None
    return agents[0]


def _tag_behind(text: str, at: int, limit: int) -> re.Match[str] | None:
    """The cue behind a closing mark, within three words; one with a capital only behind a stop."""
    patterns = cues()
    cue = patterns.after.match(text, at, limit)
    stopped = text[max(0, at - 2) : at].strip("\"'“”")[-1:]
    if cue and (cue["cue"][0].islower() or (stopped and stopped in ",.!?")):
        return cue
    near = patterns.near.match(text, at, limit)
    if near is None:
        return None
    between = set(near["lead"].lower().replace(",", " ").split())
    words = _between_words()
    if near["cue"].lower() in words.verbs:
        return None if between & words.barred else near
    return near if between <= words.fillers else None


class _Between(NamedTuple):
    """Verbs of speech, and what may or may not stand between a closing mark and a cue."""

    verbs: frozenset[str]
    barred: frozenset[str]
    fillers: frozenset[str]


@cache
def _between_words() -> _Between:
    """A subject may stand before a verb ("…," Budi menjawab), another clause may not ("…" tetapi tidak menjawab)."""
    rules = quote_rules()
    return _Between(
        verbs=frozenset({*rules.verbs, *rules.requests, *rules.passives}),
        barred=frozenset({*rules.not_said, *rules.circumstances, *rules.conjunctions} - {"seperti"}),
        fillers=frozenset(rules.tag_fillers),
    )


def _rule(cast: Cast, quotation: Quotation, setting: _Setting, cue: re.Match[str] | None) -> str | None:
    """The rule that makes a quotation an utterance; None where it is none."""
    text, before = cast.text, setting.before
    words = [word.group() for word in islice(_WORD.finditer(text, quotation.start, quotation.end), _LONG)]
    if not words or _is_cited(text, quotation, setting):
        return None
    capital, count = not words[0][0].islower(), len(words)
    lead = before.rstrip()[-1:]
    if not before.strip(_EDGE) or _LIST_ITEM.fullmatch(before):
        return _rule_at_start(cast, quotation, setting, cue, capital, count)
    if _is_title(text[quotation.start : quotation.end]):
        return None
    if cue and (count >= _LONG or (capital and lead in (",", ":"))):
        return "quotes.cue_after"
    if cast.cues(setting.begin, quotation.open_at):
        if lead in (",", ":"):
            return "quotes.cue_before" if capital or count >= _SENTENCE else None
        if count >= _LONG or (capital and count >= _SENTENCE):
            return "quotes.cue_before" if capital else "quotes.partial"
    if lead == ":" and capital and count >= _SPOKEN and cast.agents(setting.begin, quotation.open_at):
        return "quotes.colon_before"
    if count >= _SENTENCE and name_behind(cast, quotation, setting.limit):
        return "quotes.name_after"
    return None


def _rule_at_start(
    cast: Cast, quotation: Quotation, setting: _Setting, cue: re.Match[str] | None, capital: bool, count: int
) -> str | None:
    """The rule for a quotation that begins its sentence."""
    text = cast.text
    if cue:
        return "quotes.cue_after" if quotation.opened else "quotes.lost_opening"
    behind = text[quotation.close_end : setting.limit].strip()
    listed = _LIST_ITEM.fullmatch(text, setting.line_start, quotation.open_at)
    if listed and (not behind or behind[0] in ";,."):
        return None
    if name_behind(cast, quotation, setting.limit):
        return "quotes.name_after"
    quoted = text[quotation.start : quotation.end]
    stopped = quoted[-1] in ".,!?…" or not (behind.strip(".") or _is_title(quoted))
    return "quotes.standing" if capital and count >= _SENTENCE and stopped else None


def _is_cited(text: str, quotation: Quotation, setting: _Setting) -> bool:
    """Whether what stands before or behind says that the words are a title, a law's or a notice's."""
    cited_before, cited_behind = _cited()
    behind = text[quotation.close_end : min(setting.limit, quotation.close_end + _TAG)]
    if any(rule.search(behind) for rule in cited_behind.among(behind)):
        return True
    before = setting.before.rstrip()
    if not before and setting.begin == setting.line_start > 0:
        line = text[max(0, setting.line_start - _CONTEXT) : setting.line_start - 1].rpartition("\n")[2]
        before = line if line.rstrip().endswith(":") else ""
    before = before[-_CONTEXT:]
    return bool(before) and any(rule.search(before) for rule in cited_before.among(before))


@cache
def _cited() -> tuple[Rules[re.Pattern[str]], Rules[re.Pattern[str]]]:
    """What before a mark, and what behind one, says that its words are no utterance."""
    rules = quote_rules()
    before, behind = (
        Rules((rule.regex, rule.regex) for rule in of_side)
        for of_side in (rules.not_utterance, rules.not_utterance_behind)
    )
    return before, behind


def _is_title(quoted: str) -> bool:
    """Whether most words are capitalised, as in titles and names of programmes."""
    letters = [word for word in _WORD.findall(quoted) if not word[0].isdigit()]
    capitals = sum(word[0].isupper() for word in letters)
    return len(letters) > _SPOKEN - 1 and capitals >= _TITLE_SHARE * len(letters) and not quoted.isupper()


def _continues(cast: Cast, starts: list[int], last: Utterance, here: Utterance) -> bool:
    """Whether a quotation goes on with the one that an attribution broke, in the same paragraph.

    Only an attribution may stand between the two, and the second has no speaker of its own.
    """
    first, second = last.quotation, here.quotation
    between = cast.text[first.close_end : second.open_at]
    if last.cue is None or "\n" in between or not between.rstrip().endswith(_GOES_ON):
        return False
    ended = bisect_right(starts, second.open_at) - bisect_right(starts, first.close_end)
    if ended:  # a new sentence, which must begin with the second part and be speech by itself
        begins = starts[bisect_right(starts, second.open_at) - 1] >= second.open_at - 1
        if ended > 1 or not begins or not here.rule:
            return False
    if here.cue is None or points_back(here.cue["cue"]):
        return True
    slot = speaker_slot(cast, here.cue.end(), here.tag_end)
    return slot is None or slot[0] is None
