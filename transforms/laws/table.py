"""The table of legal instruments: which one a citation names, and whether its subject contradicts its number."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from config.gazetteers import Law, gazetteers
from config.loader import Model, load_toml
from transforms.matching import PhraseMatcher

# Share of common words (Jaccard) from which a subject is another instrument's, and up to which it is not its own.
OTHERS = 0.5
OWN = 0.34
# Where the number is in no table, the subject must be another's title word for word.
EQUAL = 1.0


class Kinds(Model):
    """Which kinds may be cited in which form; what each list is for stands in the file."""

    bare: tuple[str, ...]
    never_bare_forms: tuple[str, ...]
    bare_after_cue: tuple[str, ...]
    forms_after_cue: tuple[str, ...]
    by_number: tuple[str, ...]
    titled: tuple[str, ...]
    local: tuple[str, ...]
    joint: tuple[str, ...]


class CitationWords(Model):
    """Word lists around a citation."""

    counted: tuple[str, ...]
    cues: tuple[str, ...]
    subject: tuple[str, ...]
    issuers: tuple[str, ...]
    title_links: tuple[str, ...]
    subject_ends: tuple[str, ...]
    no_titles: tuple[str, ...]


class Subjects(Model):
    """Names of the same thing, and words that tell no subject from another."""

    same: tuple[tuple[str, ...], ...]
    ignored: tuple[str, ...]
    amending: tuple[str, ...]


class LawRules(Model):
    """`config/rules/laws.toml`."""

    groups: dict[str, tuple[str, ...]]
    kinds: Kinds
    words: CitationWords
    letters: dict[str, str]
    issuers: dict[str, str]
    subjects: Subjects


@dataclass(frozen=True, slots=True)
class LawTable:
    """The instruments by number and year, by short title, and by kind with the words of their titles."""

    group_of: Mapping[str, str]
    by_number: Mapping[tuple[str, str, int], str]
    of_any_year: Mapping[tuple[str, str], frozenset[str]]
    aliases: Mapping[str, frozenset[Law]]
    subjects: Mapping[tuple[str, frozenset[str]], frozenset[Law]]
    titles: Mapping[str, tuple[tuple[str, frozenset[str]], ...]]
    issuers: Mapping[str, re.Pattern[str]]

    def by_citation(self, kind: str, number: str, year: int, printed: str) -> str | None:
        """The instrument of a kind, number and year; of bodies with numbers of their own also by the issuer printed."""
        issuer = self.issuers.get(kind)
        if issuer is not None and number.isdecimal() and not issuer.search(printed):
            return None
        return self.by_number.get((kind, _plain(number), year))

    def numbered(self, kind: str, number: str) -> frozenset[str]:
        """The instruments of a kind and number, of whatever year."""
        return self.of_any_year.get((kind, _plain(number)), frozenset())

    def without_year(self, kind: str, number: str, subject: str | None) -> str | None:
        """The one instrument of a number printed without its year: the only one, or the only one on its subject."""
        known = self.numbered(kind, number)
        if subject is not None:
            words = subject_words(subject)
            exact = frozenset(law.law_id for law in self.subjects.get((kind, words), ()))
            loose = frozenset(key for key, title in self.titles.get(kind, ()) if words and words <= title)
            known = exact & known or loose & known
        return next(iter(known)) if len(known) == 1 and kind not in self.issuers else None

    def titled(self, kind: str, printed: str, title: str) -> frozenset[Law]:
        """Every instrument that a citation without a number may mean: by its short title, else by its subject."""
        return self.aliases.get(_spaced(printed)) or self.subjects.get(
            (kind, subject_words(title)), frozenset()
        )

    def contradicts(self, kind: str, law_id: str | None, subject: str) -> bool:
        """Whether a subject is that of another instrument of the kind and not that of the one numbered.

        A number in no table contradicts only a subject that is another's title word for word, and no
        amendment, whose title repeats that of the law it amends.
        """
        words = subject_words(subject)
        if not words:
            return False
        scores = {
            key: len(words & title) / len(words | title) for key, title in self.titles.get(kind, ()) if title
        }
        if law_id is None:
            return "perubahan" not in subject.lower() and max(scores.values(), default=0.0) >= EQUAL
        if law_id not in scores:  # a title of nothing but references to other laws
            return False
        best = max((score for key, score in scores.items() if key != law_id), default=0.0)
        return best >= OTHERS and scores[law_id] <= OWN


def in_force(laws: frozenset[Law], year: int | None) -> str | None:
    """Of instruments that share a title the one meant by an article of `year`.

    The latest counts from the year after its own: within that year, or with the year unknown, the title
    fits two and is left open.
    """
    if year is None:
        return next(iter(laws)).law_id if len(laws) == 1 else None
    known = sorted((law for law in laws if law.year <= year), key=lambda law: law.year)
    if not known or (len(known) > 1 and known[-1].year == year):
        return None
    return known[-1].law_id


@cache
def law_rules() -> LawRules:
    """The rules of citing; loaded once."""
    return load_toml(LawRules, "rules/laws.toml")


@cache
def law_table() -> LawTable:
    """The table of instruments; built once."""
    rules, tables = law_rules(), gazetteers()
    group_of = {kind: group for group, kinds in rules.groups.items() for kind in kinds}
    laws = {law.law_id: law for law in tables.laws}
    of_any_year: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for law in tables.laws:
        for kind, number, _ in _keys(law):
            of_any_year[kind, number].add(law.law_id)
    aliases: defaultdict[str, set[Law]] = defaultdict(set)
    for alias in tables.law_aliases:
        aliases[_spaced(alias.alias)].add(laws[alias.law_id])
    titles: defaultdict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    subjects: defaultdict[tuple[str, frozenset[str]], set[Law]] = defaultdict(set)
    for law in tables.laws:
        words = subject_words(law.title)
        if words:
            titles[law.kind].append((law.law_id, words))
        if words and not law.title.startswith(rules.subjects.amending):
            subjects[law.kind, words].add(law)
    return LawTable(
        group_of=group_of,
        by_number={key: law.law_id for law in tables.laws for key in _keys(law)},
        of_any_year={key: frozenset(found) for key, found in of_any_year.items()},
        aliases={alias: frozenset(found) for alias, found in aliases.items()},
        subjects={key: frozenset(found) for key, found in subjects.items()},
        titles={kind: tuple(found) for kind, found in titles.items()},
        issuers={kind: re.compile(words, re.IGNORECASE) for kind, words in rules.issuers.items()},
    )


def subject_words(subject: str) -> frozenset[str]:
    """The words that tell a subject, names of the same thing made equal, law numbers left out."""
    same, ignored = _subject_matcher()
    text = re.sub(r"\b(?:UU|PP|Perppu|Perbawaslu|PKPU|Permendagri|Perpres)\s+\d+/\d{4}", " ", subject)
    parts, at = [], 0
    for m in same.longest(text):
        parts += [text[at : m.start], m.value]
        at = m.end
    words = re.findall(r"[a-z]{2,}", " ".join([*parts, text[at:]]).lower())
    return frozenset(words) - ignored


@cache
def _subject_matcher() -> tuple[PhraseMatcher[str], frozenset[str]]:
    subjects = law_rules().subjects
    return (
        PhraseMatcher((name, names[0]) for names in subjects.same for name in names),
        frozenset(subjects.ignored),
    )


def _keys(law: Law) -> Iterable[tuple[str, str, int]]:
    """Kind, number and year under which an instrument may be cited; a joint one has several numbers."""
    for number in law.number.split("; "):
        yield law.kind, _plain(number), law.year
        if number.endswith(f"/{law.year}"):
            yield law.kind, _plain(number.removesuffix(f"/{law.year}")), law.year


def _plain(number: str) -> str:
    return re.sub(r"\s+", "", number).lstrip("0").upper()


def _spaced(alias: str) -> str:
    return " ".join(alias.lower().replace("-", " ").split())
