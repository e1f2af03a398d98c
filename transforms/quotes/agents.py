"""Who in an article can speak: people who are named, offices whose holder is not, the unnamed, initials."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache, cached_property
from typing import NamedTuple

from config.gazetteers import gazetteers
from transforms.matching import PhraseMatcher
from transforms.persons.find import Persons
from transforms.quotes.cues import cue_phrases, quote_rules
from transforms.sentences import Sentence

# What may stand between an office and the name of its holder: "Kepala BKPSDM Kota Batam, Hj" | "pengurus RT, ".
_APPOSITION = re.compile(
    r"[\s,.()/\-–]*"
    r"(?:(?:[A-Z0-9][\w.&/'’\-]*+|yang juga|pada|dan|se-\w++|di|sekaligus|bidang|yakni|yaitu)[\s,.()/\-–]++){0,18}"
)
_DESCRIBED = re.compile(r"(?:\s++[\w./()\-]++){1,7}\s*+,\s*+")
_LINE_FEED = re.compile(r"\n")
_HABITUAL = ("akrab", "biasa", "kerap", "karib")  # one of these stands in what announces a by-name
_LONGEST_GAP = 200
_LONGEST_ACTING = 24


class Agent(NamedTuple):
    """Somebody who can speak, as printed in `text`; without a person there is a `reason`."""

    start: int
    end: int
    person_id: str | None
    name: str | None
    text: str | None
    reason: str | None

    def without_person(self, reason: str) -> "Agent":
        """The same words, but nobody to be named for `reason`."""
        return self._replace(person_id=None, name=None, reason=reason)


class Cue(NamedTuple):
    """A word outside marks that reports speech; `kind` as in `cues.cue_phrases`."""

    start: int
    end: int
    text: str
    kind: str


class Cast:
    """The agents and the cues of one article, by position."""

    def __init__(self, text: str, sentences: Sequence[Sentence], persons: Persons) -> None:
        self.text = text
        self.names = {row.person_id: row.name for row in persons.rows}
        self._holders = {row.person_id for row in persons.rows if row.position}
        self._sentence_starts = [sentence.start for sentence in sentences]
        self._line_ends = [line.start() for line in _LINE_FEED.finditer(text)]
        self._cues: list[Cue] = []
        loose: list[Agent] = []
        openings = frozenset(self._sentence_starts)
        for found in _lexicon().longest(text):
            if (
                found.value == "unnamed_person"
                and text[found.start].isupper()
                and found.start not in openings
            ):
                continue  # a part of a name: "Dinas Sumber Daya Air"
            if found.value in ("unnamed_office", "unnamed_person"):
                pattern, forms = _acting()
                floor = max(0, found.start - _LONGEST_ACTING)
                is_acting = text[floor : found.start].rstrip().endswith(forms)
                prefix = pattern.search(text, floor, found.start) if is_acting else None
                start = prefix.start() if prefix else found.start
                loose.append(Agent(start, found.end, None, None, None, found.value))
            elif not (
                text[found.start].isupper()
                and text[max(0, found.start - 2) : found.start].rstrip(" ")[-1:].isalnum()
            ):
                self._cues.append(Cue(*found))  # a capital in mid-clause is a name's: "Bawaslu Jabar"
        self._cue_starts = [cue.start for cue in self._cues]
        loose.extend(
            Agent(initials.start(), initials.end(), None, None, None, "initials_only")
            for initials in quote_rules().initials.regex.finditer(text)
        )
        loose.extend(
            Agent(m.start_char, m.end_char, None, None, None, "initials_only")
            for m in persons.mentions
            if m.kind == "person_initials"
        )
        named = [
            Agent(m.start_char, m.end_char, m.entity_id, self.names[m.entity_id], m.text, None)
            for m in persons.mentions
            if m.entity_id in self.names
        ]
        self.bynames = _bynames(text)
        self._agents = self._merged(sorted(named), sorted(loose))
        self._agent_starts = [agent.start for agent in self._agents]

    def cues(self, start: int, end: int) -> list[Cue]:
        """The cues that begin in a stretch of text."""
        return self._cues[bisect_left(self._cue_starts, start) : bisect_left(self._cue_starts, end)]

    def line(self, at: int) -> tuple[int, int]:
        """Where the line that holds a position begins and ends."""
        number = bisect_left(self._line_ends, at)
        start = self._line_ends[number - 1] + 1 if number else 0
        return start, self._line_ends[number] if number < len(self._line_ends) else len(self.text)

    def called(self, word: str) -> frozenset[str]:
        """The persons of whose names a word is the beginning of a part; two of them where there are more."""
        start, found = word.casefold(), set[str]()
        for at in range(bisect_left(self._parts, (start,)), len(self._parts)):
            part, person_id = self._parts[at]
            if not part.startswith(start) or len(found) > 1:
                break
            found.add(person_id)
        return frozenset(found)

    @cached_property
    def _parts(self) -> list[tuple[str, str]]:
        """Each part of each name, folded, with whose it is, in order."""
        return sorted(
            {(part, person) for person, name in self.names.items() for part in name.casefold().split()}
        )

    def agents(self, start: int, end: int) -> list[Agent]:
        """The agents that begin in a stretch of text."""
        return self._agents[bisect_left(self._agent_starts, start) : bisect_left(self._agent_starts, end)]

    def _merged(self, named: list[Agent], loose: list[Agent]) -> list[Agent]:
        """Offices and kinds of person that a name follows belong to that name; the rest have no name."""
        alone: list[Agent] = []
        titled: set[int] = set()
        position = len(named) - 1
        for phrase in reversed(loose):
            while position >= 0 and named[position].start >= phrase.end:
                position -= 1
            following = position + 1
            if position >= 0 and named[position].end > phrase.start:
                person = named[position]
                named[position] = person._replace(start=min(phrase.start, person.start))
                titled.add(position)
            elif position >= 0 and self._is_behind_holder(named[position], phrase):
                titled.add(position)
            elif following < len(named) and self._belongs(phrase, named[following], following in titled):
                named[following] = named[following]._replace(start=phrase.start)
                titled.add(following)
            elif not alone or phrase.end <= alone[-1].start:
                alone.append(phrase)
        return [
            Agent(start, end, person_id, name, self.text[start:end], reason)
            for start, end, person_id, name, _, reason in sorted(named + alone)
        ]

    def _is_behind_holder(self, person: Agent, phrase: Agent) -> bool:
        """Whether an office stands directly behind the name of somebody who holds one: "Surti Ketua KPU Sigi"."""
        return person.person_id in self._holders and self.text[person.end : phrase.start] == " "

    def _belongs(self, phrase: Agent, person: Agent, is_titled: bool) -> bool:
        """Whether a name stands in apposition to an office or kind of person before it, in one sentence.

        A person with a title of his own takes no second one over a comma: that is a list.
        """
        gap = self.text[phrase.end : min(person.start, phrase.end + _LONGEST_GAP + 1)]
        if len(gap) > _LONGEST_GAP or "\n" in gap or self.cues(phrase.end, person.start):
            return False
        starts = self._sentence_starts
        if bisect_right(starts, phrase.end) != bisect_right(starts, person.start):
            return False
        if is_titled and ("," in gap or " dan " in gap):
            return False
        return bool(_APPOSITION.fullmatch(gap) or _DESCRIBED.fullmatch(gap))


@cache
def _lexicon() -> PhraseMatcher[str]:
    """Cues, offices and kinds of person in one automaton, each with its kind."""
    relations = frozenset(quote_rules().governors)  # "istri Budi" is no Budi
    offices = (
        (title.form, "unnamed_office")
        for title in gazetteers().titles
        if not title.collective and title.form.lower() not in relations
    )
    people = ((word, "unnamed_person") for word in quote_rules().unnamed)
    return PhraseMatcher([*offices, *people, *cue_phrases()])


def _bynames(text: str) -> frozenset[str]:
    """Words that a line of the text gives as somebody's by-name: "Ipul, sapaan akrabnya"."""
    if "sapa" not in text and "panggil" not in text:
        return frozenset()
    return frozenset(
        found["name"] or found["called"]
        for line in text.split("\n")
        if ("sapa" in line or "panggil" in line) and any(map(line.lower().__contains__, _HABITUAL))
        for found in quote_rules().byname.regex.finditer(line)
    )


@cache
def _acting() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """What says before an office that it is held for a time, and the forms it ends with."""
    forms = sorted({acting.form for acting in gazetteers().acting}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})\s*$"), tuple(forms)


@cache
def body_words() -> frozenset[str]:
    """The first words of names and acronyms of bodies, case folded."""
    tables = gazetteers()
    names = [alias.alias for alias in tables.organization_aliases]
    names += [body.acronym or body.name for body in tables.organizations]
    return frozenset(name.split()[0].casefold() for name in names)
