"""Types of events as configuration: the words that report them, that keep them off, and that give roles in them."""

import re
from functools import cache
from typing import Literal

from pydantic import Field, model_validator

from config.loader import Model, Rule
from transforms.events.evidence import Evidence

Role = Literal[
    "leader", "signatory", "speaker", "host", "attendee", "witness", "subject", "complainant", "decider"
]


class Trigger(Rule):
    """Words that report an event.

    `needs` are things that the sentence must hold besides: `date`, `place`, `person`, or the id of a word group
    (found in the sentence, one beside it, or the title); `a|b` asks for either group.
    `parts` says where the trigger may fire; in any other part of the text it asks for a day of its own in the
    clause, but for what is only the wording of a `headline`. `quoted` ones also fire inside a direct quotation. `status`
    fixes the status of the event; without it the sentence decides. `own` marks a report of a further event
    even where one of the same type is the article's subject. What is `alone` counts only in an article that
    reports nothing else: a denial, or words of the type in whatever construction. What only `follows` goes on
    from an event of the type told before, whatever its day. What only `suspects` says, in a headline, of which case
    a later step there is ("Summoned, suspected of taking sides").
    """

    needs: tuple[str, ...] = ()
    parts: tuple[Literal["headline", "title", "lead", "body"], ...] = ("title", "lead", "body")
    quoted: bool = False
    status: Literal["occurred", "planned", "negated"] | None = None
    own: bool = False
    follows: bool = False
    alone: bool = False
    suspects: bool = False
    confidence: float = 0.8


class RoleHint(Rule):
    """Words that give a person beside them a role.

    `side` is where that person stands, within `reach` characters: behind the words, before them, or wherever
    one is nearest. `many` takes the whole list of persons that follows, `close` nobody behind a comma.
    """

    role: Role
    side: Literal["before", "after", "near"]
    reach: int = 90
    many: bool = False
    close: bool = False


class OfficeRole(Rule):
    """An office, with its unit, whose holder has a role in the events of a type where no words give it to anybody.

    It is an office of the place of the event; of a body named in its sentences where `of_body`, and of somebody
    quoted where `quoted`. Only what the article is about has such a role where `primary`.
    """

    role: Role
    of_body: bool = False
    quoted: bool = False
    primary: bool = False


class Summary(Model):
    """How a report of this type is told in one sentence, for each status.

    The places {who}, {venue}, {place}, {date} and {election} are phrases with their own preposition,
    or empty where the field is.
    """

    occurred: str
    planned: str
    negated: str


class EventType(Model):
    """One type of event of a topic.

    `nature` says how it behaves: `held` events have a venue and participants, `statement` is said by an
    official, `act` is issued by a body, `case` is a step in a procedure against a person. `stage` orders
    the steps of a case; one that `decides` is told beside later ones even without a day of its own. `bodies`
    says whether bodies take part `beside` persons, or only where they act `alone`. A type that `frames` takes up statements made at it; a `framed` one does not exist
    beside such. `future` is what words of the future make of it. `anchors` are parts of the words that
    tell the type: a word of a headline that holds one does not tell its events apart. `evidence` are words that
    speak for it as what the article is about. Beside a type of `yields_to` in title or lead it is not what the
    article is about. `quoted_role` is the role of officials who are quoted and have no
    other. `plover_event` and `plover_mode`, `cameo`, `acled_event` and `acled_sub_event` are its codes in other
    data sets, only where these mean the same.
    """

    type: str
    plover_event: str | None = None
    plover_mode: str | None = None
    cameo: str | None = Field(default=None, pattern=r"^[01]\d{2,3}$|^20\d{1,2}$")
    acled_event: str | None = None
    acled_sub_event: str | None = None
    nature: Literal["held", "statement", "act", "case"]
    priority: int
    stage: int = 0
    decides: bool = False
    bodies: Literal["alone", "beside"] = "alone"
    frames: bool = False
    framed: bool = False
    yields_to: tuple[str, ...] = ()
    future: Literal["planned", "drop"] = "planned"
    split: tuple[Literal["place", "date"], ...] = ("place",)
    quoted_role: Literal["speaker", "attendee"] | None = None
    anchors: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
    triggers: tuple[Trigger, ...]
    blockers: tuple[Rule, ...] = ()
    roles: tuple[RoleHint, ...] = ()
    offices: tuple[OfficeRole, ...] = ()
    summary: Summary

    @model_validator(mode="after")
    def _anchored(self) -> "EventType":
        for trigger in self.triggers:
            for example in trigger.examples:
                if not any(anchor in example.lower() for anchor in self.anchors):
                    raise ValueError(f"{trigger.id}: no anchor of {self.type} stands in {example!r}")
        return self


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A rule's pattern, compiled once, for text that went through `fold`.

    Folding the text once is several times cheaper than matching without regard to case, so the flag at the
    head of a pattern is taken off.
    """
    return re.compile(pattern.removeprefix("(?i)"))
