"""From the words of an attribution to whoever speaks.

The narrative is read sentence by sentence. A *reading* says whose speech a sentence reports; one that reports
none may have a subject. The last such agent is what a bare "ujarnya" or "kata dia" points back to.
"""

import re
from functools import cache
from typing import NamedTuple

from transforms.quotes.agents import Agent, Cast, Cue, body_words
from transforms.quotes.cues import points_back, quote_rules

_COORDINATED = re.compile(r"[\s,)]*(?:dan|serta)\s+(?:[A-Z][\w.\-]*+[\s,.]++){0,4}")
_LISTED = re.compile(
    r"(?:[\s,.)]++|[A-Z][\w.\-]*+)*+(?P<and>(?:dan|serta|maupun|hingga)\s++)?(?:[\s,.(]++|[A-Z][\w.\-]*+)*+"
)
_NAME = re.compile(r"\s*(?:[a-z]{1,5}\.?\s+|[A-Z]\w{0,3}\.\s*){0,3}([A-Z][\w'’\-]{0,40})")
_LOWER_WORD = re.compile(r"\s*([a-z][a-z\-]+)(?![\w.])")
_BODY = re.compile(r"([A-Z][\w/\-]*+\s++(?:[A-Z][\w/\-]*+\s++){0,5})(?:[a-z]+\s+)?$")
_OBJECT_VERB = re.compile(r"[mbt](?:(?<=\bm)e|(?<=\b[bt])er)[a-z]{4,}\b")
_PASSIVE_AGENT = re.compile(
    r"d(?<=\bd)i\s?[a-z]{3,}(?:(?:\s+(?:langsung|oleh|secara|resmi))*|(?:\s+[a-z-]{3,}){1,3}\s+oleh)\s*$"
)
_OF_SOMEWHERE = re.compile(r"\s+(?:[A-Z]|(?:itu|tersebut)\b)")
_RELATIVE = re.compile(r"[^\n]{0,40}?\byang\b")  # "Budi, S.H., yang menemui Siti, mengatakan"
_POINTING = re.compile(r"[^.,;:!?\n\"“”]{0,60}?\s(?:itu|tersebut|ini)\b")  # "ujar bupati dua periode itu"
_LINK = re.compile(r"[\s,]*(?:lagi|pula|juga)?\s*")
_HAL = re.compile(r"\s*(?:hal|seperti|sebagaimana|demikian)\b", re.IGNORECASE)
_PIECE_EDGE = " \t\n,.\"“”'‘’-–—*"
_SLOT, _HEAD, _FAR = 160, 120, 600
_OTHER_AGENT, _LOWER_OFFICE, _FIRST_WORD, _LAST_WORD = 40, 60, 30, 30


class Reading(NamedTuple):
    """What a piece of narrative says about speech.

    `agent` is None where a pronoun points back. `kind` is "verb", "request", "menurut", "passive" or
    "tag", and "" where somebody reads another's words. `behind` is the end of cue and agent; `cue` spans
    the cue word.
    """

    agent: Agent | None
    kind: str
    cue: Cue | None
    behind: int


class _Words(NamedTuple):
    pronoun: re.Pattern[str]
    governors: frozenset[str]
    before: re.Pattern[str]
    not_said: re.Pattern[str]
    before_name: re.Pattern[str]
    circumstances: frozenset[str]


@cache
def _words() -> _Words:
    rules = quote_rules()

    def any_of(words: tuple[str, ...]) -> str:
        return "|".join(re.escape(word) for word in words)

    return _Words(
        pronoun=re.compile(rf"(?<!\w)(?:{any_of(rules.pronouns)})(?!\w)", re.IGNORECASE),
        governors=frozenset(rules.governors),
        before=re.compile(r"(?<![^\W\d_])([^\W\d_]++)\s++(?:[A-Z][\w.]{0,3}\s++){0,2}$"),
        not_said=re.compile(rf"(?<!\w)(?:{any_of(rules.not_said)})\s+$"),
        before_name=re.compile(
            rf"[\s,]*(?:(?:{any_of(rules.before_name)}|[a-z]{{1,3}}\.|[A-Z0-9][\w.&\-/]*+)[\s,.()]++){{0,10}}"
        ),
        circumstances=frozenset(rules.circumstances),
    )


def report(cast: Cast, start: int, end: int) -> Reading | None:
    """The first report of speech in a piece of narrative."""
    piece = cast.text[start:end]
    if "bacakan" in piece and quote_rules().read_for_absent.regex.search(piece):
        return Reading(Agent(start, start, None, None, None, "read_for_absent"), "", None, start)
    cues = cast.cues(start, end)
    agents = cast.agents(start, end) if cues else []
    return next(filter(None, (_report(cast, cue, start, end, agents) for cue in cues)), None)


def subject(cast: Cast, start: int, end: int) -> Agent | None:
    """The subject of a piece of narrative without speech; a list of those present has none."""
    agents = cast.agents(start, end)
    if not agents or quote_rules().attendance.regex.match(cast.text[start : min(end, start + _HEAD)]):
        return None
    return _subject(cast.text, start, agents)


def _report(cast: Cast, cue: Cue, start: int, end: int, agents: list[Agent]) -> Reading | None:
    """The reading of one cue, or None where it reports nothing."""
    text = cast.text
    floor = max(start, cue.start - _FAR)
    head = text[floor : cue.start]
    if cue.kind in ("verb", "request"):
        if _words().not_said.search(head[-_LAST_WORD:]):
            return None
        found, agent = _subject_of_verb(cast, floor, cue.start)
        return Reading(agent, cue.kind, cue, cue.end) if found else None
    opens = floor == start and not head.strip(_PIECE_EDGE)
    aside = head.rstrip()[-1:] in (",", ";", ":", "–", "—", "-", "(")
    led = (cue.kind == "passive" and _HAL.match(head)) or (cue.kind == "menurut" and head.count(" ") < 3)
    if not (opens or aside or led):
        return None
    if points_back(cue.text):
        followed = text[cue.end : cue.end + 1] in (",", ".", "") or cue.kind == "menurut"
        return Reading(None, cue.kind, cue, cue.end) if followed else None
    slot = speaker_slot(cast, cue.end, end)
    # A common noun behind a passive or "menurut" need be no person: "Dikatakan, rapat ditunda".
    if slot is None or (slot[0] and slot[0].reason == "unnamed_person" and slot[0] not in agents):
        bare = cue.kind == "passive" and opens
        return Reading(None, cue.kind, cue, cue.end) if bare else None
    agent, behind = slot
    return Reading(agent, cue.kind, cue, behind)


def _subject_of_verb(cast: Cast, start: int, at: int) -> tuple[bool, Agent | None]:
    """The subject of a verb at `at`: the nearest agent or pronoun before it that nothing governs.

    Returns:
        Whether there is one, and the agent; None for a pronoun.
    """
    text, agents = cast.text, cast.agents(start, at)
    chosen: Agent | None = None
    governed = _governed_agents(text, start, agents)
    for position, agent in enumerate(agents):
        if agent.end > at:
            break
        if agent in governed:
            continue
        distance = at - agent.end
        if agent.reason and chosen and (distance > _OTHER_AGENT or agent.reason == "unnamed_person"):
            continue
        if chosen and _RELATIVE.match(text, chosen.end, agent.start):
            continue
        if chosen and chosen.name and agent.reason and text[chosen.end : agent.start].strip() == ",":
            continue  # "Budi, staf kelurahan, mengeluh"
        if agent.reason and text[agent.start].islower() and distance > _LOWER_OFFICE:
            continue
        chosen = agent
        if position and _COORDINATED.fullmatch(text, agents[position - 1].end, agent.start):
            chosen = agent.without_person("ambiguous")
    floor = chosen.end if chosen else start
    pronouns = [
        p for p in _words().pronoun.finditer(text, floor, at) if not _governed(text, start, p.start())
    ]
    if pronouns:
        return True, None
    body = _BODY.search(text, max(floor, at - _SLOT), at)
    if body and body.group(1).split()[0].casefold() in body_words():
        printed = body.group(1).rstrip()
        return True, Agent(body.start(1), body.start(1) + len(printed), None, None, printed, "body")
    return chosen is not None, chosen


def _subject(text: str, start: int, agents: list[Agent]) -> Agent | None:
    """The subject of a sentence without speech; a person named as an object has no claim."""
    governed = _governed_agents(text, start, agents)
    for agent in agents:
        head = text[max(start, agent.start - _HEAD) : agent.start] if agent.name else ""
        if head.rstrip().endswith("oleh") and quote_rules().spoken_by.regex.search(head):
            return agent
    for position, agent in enumerate(agents):
        if agent in governed or _is_introduction(text, agent, agents[position + 1 : position + 2]):
            continue
        if agent.start - start > 2 * _SLOT or _words().pronoun.search(text, start, agent.start):
            return None
        head = text[start : agent.start]
        clause = head.rpartition(",")[2]
        is_introduced = agent.reason == "initials_only" and head.rstrip(' "“(').endswith("inisial")
        if not is_introduced and not _PASSIVE_AGENT.search(head) and _OBJECT_VERB.search(clause.lower()):
            return None
        if agent.reason and not is_introduced and (len(clause.split()) > 1 or len(head.split()) > 3):
            return None
        if agent.reason == "unnamed_person" and (agent.text or "").lower() not in quote_rules().one_person:
            return None
        if agent.reason == "unnamed_office" and not _OF_SOMEWHERE.match(text, agent.end):
            return None
        beside = agents[position + 1 : position + 2]
        if beside and _COORDINATED.fullmatch(text, agent.end, beside[0].start):
            agent = agent.without_person("ambiguous")
        return agent
    return None


def _is_introduction(text: str, agent: Agent, behind: list[Agent]) -> bool:
    """Whether an office or kind of person only introduces initials: "Camat di Solo berinisial SF"."""
    if not agent.reason or not behind or behind[0].reason != "initials_only":
        return False
    return text[agent.end : behind[0].start].rstrip(' "“(').endswith("inisial")


def speaker_slot(cast: Cast, at: int, end: int) -> tuple[Agent | None, int] | None:
    """Who stands behind a tag such as "kata".

    Returns:
        The agent, or None for a pronoun or a description that points back ("kata pria itu"), and where
        the attribution ends. None where nobody stands there.
    """
    text, words = cast.text, _words()
    link = _LINK.match(text, at, end)
    at = link.end() if link else at
    pronoun = words.pronoun.match(text, at, end)
    if pronoun:
        return None, pronoun.end()
    agents = cast.agents(at, min(end, at + _SLOT))
    agent = agents[0] if agents and words.before_name.fullmatch(text, at, agents[0].start) else None
    described = quote_rules().descriptive.regex.match(text[at : min(end, at + _SLOT)])
    if described and not (agent and agent.name):
        if (
            agent
            and agent.reason == "unnamed_person"
            and quote_rules().by_deed.regex.search(described.group())
        ):
            return agent, at + described.end()
        return None, at + described.end()
    if agent and agent.reason == "unnamed_office" and (back := _POINTING.match(text, agent.end, end)):
        return None, back.end()
    if agent:
        if agent.name and agent.name == agent.text and agent.name in cast.bynames:
            return None, agent.end  # known by nothing but a by-name: whoever was spoken of
        if len(agents) > 1 and not agent.reason and _COORDINATED.fullmatch(text, agent.end, agents[1].start):
            return agent.without_person("ambiguous"), agents[1].end
        return agent, agent.end
    return unlisted(cast, at, end)


def unlisted(cast: Cast, at: int, end: int) -> tuple[Agent | None, int] | None:
    """A speaker who is no agent of the cast: a by-name, initials, a body, somebody unnamed or unknown."""
    text = cast.text
    lower = _LOWER_WORD.match(text, at, end)
    name = _NAME.match(text, at, end)
    if lower and (name is None or name.start(1) - lower.end() > 1):
        word = lower.group(1)
        if word in _words().circumstances or word.startswith(("me", "di", "ber")):
            return None
        return Agent(lower.start(1), lower.end(), None, None, word, "unnamed_person"), lower.end()
    if name is None:
        return None
    word, behind = name.group(1), name.end()
    if word in cast.bynames:
        return None, behind
    agent = Agent(name.start(1), behind, None, None, word, None)
    if word.casefold() in body_words() or (word.isupper() and len(word) > 2):
        return agent._replace(reason="body"), behind
    if word.isupper() and len(word) == 2:
        return agent._replace(reason="initials_only"), behind
    owners = cast.called(word) if len(word) > 2 else frozenset()
    if len(owners) == 1:
        (owner,) = owners
        return agent._replace(person_id=owner, name=cast.names[owner]), behind
    return agent._replace(reason="ambiguous" if owners else "unknown_name"), behind


def _governed_agents(text: str, start: int, agents: list[Agent]) -> set[Agent]:
    """The agents that are no subject, and those listed with them: "dihadiri Budi, Siti dan Andi".

    Behind a governor that opens the sentence a comma ends the list: "Didampingi Siti, Budi berkata".
    """
    governed: set[Agent] = set()
    opened = False
    for position, agent in enumerate(agents):
        before = agents[position - 1] if position else None
        if _governed(text, start, agent.start):
            governed.add(agent)
            opened = agent.start - start < _FIRST_WORD and " " not in text[start : agent.start].strip()
        elif before in governed and before is not None:
            gap = _LISTED.fullmatch(text, before.end, agent.start)
            if gap and (gap["and"] or not opened):
                governed.add(agent)
    return governed


def _governed(text: str, floor: int, at: int) -> bool:
    """Whether the word before a name makes it no subject: "kepada Budi", "istri Budi"."""
    words, begin = _words(), max(floor, at - _LOWER_OFFICE)
    last = text[begin:at].rpartition(" ")[0].rpartition(" ")
    if last[1] and last[2].islower() and last[2].isalpha() and text[at - 1] == " ":
        return last[2] in words.governors
    before = words.before.search(text, begin, at)
    return before is not None and before.group(1).lower() in words.governors
