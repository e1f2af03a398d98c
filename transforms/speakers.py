"""Who speaks: from the words of an attribution to a person of the article.

An *agent* is whatever in the text can speak: a person who is named, an office whose holder is never
named, somebody unnamed, initials. The narrative is read sentence by sentence; it keeps a *focus*, the
agent that a bare "ujarnya" or "kata dia" points back to. What stays open has a reason, never a guess.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from config.gazetteers import gazetteers
from transforms.cues import cues, quote_rules
from transforms.matching import PhraseMatcher
from transforms.persons import Persons
from transforms.sentences import Sentence

_WORD_BEFORE = re.compile(r"([^\W\d_]+)[\s,]*$")
_APPOSITION = re.compile(
    r"[\s,.()/\-–]*(?:(?:[A-Z0-9][\w.&/'’\-]*|yang juga|pada|dan|se-\w+|di|sekaligus|bidang|yakni|yaitu)[\s,.()/\-–]+){0,9}"
)
_COORDINATED = re.compile(r"[\s,)]*(?:dan|serta)\s+(?:[A-Z][\w.\-]*[\s,.]+){0,4}$")
_NAME = re.compile(r"\s*(?:sang\s+|si\s+|[Pp]ak\s+|[Bb]u\s+|[Bb]apak\s+|[Ii]bu\s+|[Dd]rs?\.?\s+|[A-Z]\w{0,3}\.\s*)*([A-Z][\w'’]*)")
_BEFORE_AGENT = re.compile(
    r"[\s,]*(?:(?:oleh|sang|si|pak|bu|bapak|ibu|saudara|bung|mas|mbak|dan|pada|di|bidang|untuk|[a-z]{1,3}\.|[A-Z0-9][\w.&\-/]*)[\s,.()]+){0,10}"
)
_NEGATED = re.compile(r"\b(?:tidak|belum|tak|enggan|menolak|tanpa|untuk|agar|dapat|bisa|akan|harus|perlu|dengan|supaya|guna|mampu|jangan|diminta|ingin|mau|hendak|berniat|berencana|kembali untuk)\s+$")
_OBJECT_VERB = re.compile(r"\b(?:me[a-z]{4,}|ber[a-z]{4,}|ter[a-z]{4,})\b")
_PASSIVE_AGENT = re.compile(r"\bdi\s?[a-z]{3,}(?:\s+(?:langsung|oleh|secara|resmi))*\s*$")
_LINK = re.compile(r"[\s,]*(?:lagi|pula|juga)?\s*")
_WINDOW = 160


class Agent(NamedTuple):
    """Somebody who can speak, as printed in `text[start:end]`; without a person there is a `reason`."""

    start: int
    end: int
    person_id: str | None
    name: str | None
    text: str | None
    reason: str | None


class Reading(NamedTuple):
    """What a piece of narrative says about speech: its agent (None: whoever is in focus), cue and pattern.

    `cue_start`, `cue_end` bound the cue; `pattern` is "verb", "request", "menurut", "passive" or "tag",
    and "" where the piece has only a subject. `behind` is the end of cue and agent.
    """

    agent: Agent | None
    pattern: str
    cue: str | None
    cue_start: int
    cue_end: int
    behind: int


@cache
def _offices() -> PhraseMatcher[str]:
    return PhraseMatcher((t.form, t.canonical) for t in gazetteers().titles if not t.collective)


@cache
def _bodies() -> frozenset[str]:
    tables = gazetteers()
    names = [a.alias for a in tables.organization_aliases] + [o.acronym or o.name for o in tables.organizations]
    return frozenset(name.split()[0].casefold() for name in names)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    """The unnamed (groups by rule), the pronouns, and the words that govern a name."""
    rules = quote_rules()
    pronoun = "|".join(map(re.escape, rules.pronouns))
    acting = "|".join(sorted({re.escape(a.form) for a in gazetteers().acting}, key=len, reverse=True))
    return re.compile(rf"(?:{acting})\s*$"), re.compile(rf"(?<!\w)(?:{pronoun})(?!\w)", re.IGNORECASE), frozenset(
        rules.governors
    )


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of the configuration, compiled once."""
    return re.compile(pattern)


class Voices:
    """The agents of one article, and the reading of its sentences."""

    def __init__(self, text: str, sentences: Sequence[Sentence], persons: Persons) -> None:
        self._text = text
        self._starts = [sentence.start for sentence in sentences]
        self._names = {row.person_id: row.name for row in persons.rows}
        self.agents = self._find_agents(persons)

    def _find_agents(self, persons: Persons) -> list[Agent]:
        text = self._text
        named = [
            Agent(m.start_char, m.end_char, m.entity_id, self._names.get(m.entity_id or ""), m.text, None)
            for m in persons.mentions
        ]
        named = [a if a.name else a._replace(person_id=None, reason="unnamed_office") for a in named]
        acting = _patterns()[0]
        loose = []
        for office in _offices().longest(text):
            prefix = acting.search(text, max(0, office.start - 24), office.start)
            start = prefix.start() if prefix else office.start
            loose.append(Agent(start, office.end, None, None, None, "unnamed_office"))
        for rule in quote_rules().unnamed:
            reason = rule.id.rpartition(".")[2]
            for found in compiled(rule.pattern).finditer(text):
                loose.append(Agent(found.start(), found.end(), None, None, None, reason))
        return _merged(text, self._starts, sorted(named), sorted(loose))

    def within(self, start: int, end: int) -> list[Agent]:
        """The agents that begin in a stretch of text."""
        return [agent for agent in self.agents if start <= agent.start < end]

    def read(self, start: int, end: int) -> Reading | None:
        """What a piece of narrative says: its first report of speech, else its subject; None if neither."""
        text, rules = self._text, quote_rules()
        if compiled(rules.attendance.pattern).search(text[start:end]):
            return None
        agents = self.within(start, end)
        if compiled(rules.read_for_absent.pattern).search(text[start:end]):
            absent = Agent(start, start, None, None, None, "read_for_absent")
            return Reading(absent, "", None, start, start, start)
        for cue in cues().narrative.finditer(text, start, end):
            reading = self._report(cue, start, end, agents)
            if reading:
                return reading
        return self._subject(start, agents)

    def _report(self, cue: re.Match[str], start: int, end: int, agents: list[Agent]) -> Reading | None:
        text, pattern = self._text, cue.lastgroup or ""
        head = text[start : cue.start()]
        if pattern in ("verb", "request"):
            if _NEGATED.search(head):
                return None
            found, agent = self._before(start, cue.start(), agents)
            return Reading(agent, pattern, cue.group(), cue.start(), cue.end(), cue.end()) if found else None
        opens = not head.strip(" \t,.\"“”-–") or head.rstrip()[-1:] in ",;:–—-("
        if not opens and not (pattern == "passive" and head[:40].lower().lstrip().startswith(("hal ", "seperti", "sebagaimana"))):
            return None
        slot = self.slot(cue.group(), cue.end(), end)
        if slot is None:
            bare = pattern == "passive" and text[cue.end() : cue.end() + 1] in (",", " ") and not head.strip()
            return Reading(None, pattern, cue.group(), cue.start(), cue.end(), cue.end()) if bare else None
        agent, behind = slot
        if agent and agent.reason in ("body", "unknown_name"):
            return None
        return Reading(agent, pattern, cue.group(), cue.start(), cue.end(), behind)

    def _before(self, start: int, at: int, agents: list[Agent]) -> tuple[bool, Agent | None]:
        """The subject of a verb at `at`: the nearest agent or pronoun before it that nothing governs."""
        text, pronoun = self._text, None
        for pronoun in _patterns()[1].finditer(text, start, at):
            pass
        chosen = None
        for position, agent in enumerate(agents):
            if agent.end > at:
                break
            if self._governed(agent, start):
                continue
            if agent.reason and (at - agent.end > 40 if chosen else text[agent.start].islower() and at - agent.end > 60):
                continue
            if agent.reason == "unnamed_person" and chosen and not chosen.reason:
                continue
            chosen = agent
            if position and _COORDINATED.fullmatch(text, agents[position - 1].end, agent.start):
                chosen = agent._replace(person_id=None, name=None, reason="ambiguous")
        if pronoun and (chosen is None or pronoun.start() > chosen.start) and not _word_governs(text, start, pronoun.start()):
            return True, None
        return chosen is not None, chosen

    def _subject(self, start: int, agents: list[Agent]) -> Reading | None:
        """The subject of a sentence without speech; a person named as an object has no claim."""
        text = self._text
        for agent in agents:
            if self._governed(agent, start):
                continue
            pronoun = _patterns()[1].search(text, start, agent.start)
            if pronoun:
                return None
            head = text[start : agent.start]
            clause = head.rpartition(",")[2]
            passive = _PASSIVE_AGENT.search(head)
            if not passive and _OBJECT_VERB.search(clause.lower()):
                return None
            if agent.reason and (len(clause.split()) > 1 or text[agent.start].islower()):
                return None
            return Reading(agent, "", None, start, start, agent.end)
        return None

    def _governed(self, agent: Agent, floor: int) -> bool:
        return _word_governs(self._text, floor, agent.start)

    def slot(self, cue: str, at: int, end: int) -> tuple[Agent | None, int] | None:
        """Who stands behind a tag: an agent, or None for a pronoun or description that points back.

        Returns:
            The agent and where the attribution ends; None where nobody stands there.
        """
        text, rules = self._text, quote_rules()
        if cue.lower().endswith("nya"):
            return None, at
        link = _LINK.match(text, at, end)
        at = link.end() if link else at
        pronoun = _patterns()[1].match(text, at, end)
        if pronoun:
            return None, pronoun.end()
        described = compiled(rules.descriptive.pattern).match(text[at:end])
        if described:
            return None, at + described.end()
        agents = self.within(at, min(end, at + _WINDOW))
        for position, agent in enumerate(agents[:1]):
            between = _BEFORE_AGENT.fullmatch(text, at, agent.start)
            if between is None:
                break
            following = agents[position + 1] if position + 1 < len(agents) else None
            if following and not agent.reason and _COORDINATED.fullmatch(text, agent.end, following.start):
                return agent._replace(person_id=None, name=None, reason="ambiguous"), following.end
            return agent, agent.end
        return self._unknown(at, end)

    def _unknown(self, at: int, end: int) -> tuple[Agent | None, int] | None:
        """A capitalised word behind a tag that is no mention: a by-name, initials, a body, or unknown."""
        text = self._text
        name = _NAME.match(text, at, end)
        if name is None:
            return None
        word = name.group(1)
        if compiled(quote_rules().nickname.pattern).search(text[name.end() : min(end, name.end() + 40)]):
            return None, name.end()
        shape = Agent(name.start(1), name.end(1), None, None, word, None)
        if word.isupper() and len(word) > 1:
            initials = len(word) == 2 and word.casefold() not in _bodies()
            return shape._replace(reason="initials_only" if initials else "body"), name.end()
        if word.casefold() in _bodies():
            return shape._replace(reason="body"), name.end()
        owners = [
            key
            for key, full in self._names.items()
            if len(word) > 2 and any(part.casefold().startswith(word.casefold()) for part in full.split())
        ]
        if len(owners) == 1:
            return shape._replace(person_id=owners[0], name=self._names[owners[0]]), name.end()
        return shape._replace(reason="ambiguous" if owners else "unknown_name"), name.end()


def _word_governs(text: str, floor: int, at: int) -> bool:
    before = _WORD_BEFORE.search(text, max(floor, at - 24), at)
    return before is not None and "," not in text[before.end(1) : at] and before.group(1).lower() in _patterns()[2]


def _merged(text: str, starts: list[int], named: list[Agent], loose: list[Agent]) -> list[Agent]:
    """Offices and kinds of person that a name follows belong to that name; the rest stay without one."""
    agents = []
    position = 0
    for number, phrase in enumerate(loose):
        while position < len(named) and named[position].end <= phrase.start:
            agents.append(named[position])
            position += 1
        if position < len(named):
            person = named[position]
            if person.start < phrase.end:
                if phrase.start < person.start:
                    named[position] = person._replace(start=phrase.start)
                continue
            if (
                person.start - phrase.end < _WINDOW
                and bisect_right(starts, phrase.end) == bisect_right(starts, person.start)
                and _APPOSITION.fullmatch(text, phrase.end, person.start)
                and not ("," in text[phrase.end : person.start] and _lies_in(loose[number + 1 : number + 2], person.start))
            ):
                named[position] = person._replace(start=phrase.start)
                continue
        if not agents or agents[-1].end <= phrase.start:
            agents.append(phrase)
    agents.extend(named[position:])
    return [agent._replace(text=text[agent.start : agent.end]) for agent in sorted(agents)]


def _lies_in(following: Sequence[Agent], before: int) -> bool:
    """Whether another office or kind of person is named before a position: a list, no apposition."""
    return bool(following) and following[0].end <= before
