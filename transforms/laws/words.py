"""The grammar of citations: word lists of `config/rules/laws.toml` and the gazetteers, compiled once."""

import re
from dataclasses import dataclass
from functools import cache

from config.gazetteers import gazetteers
from transforms.laws.table import LawRules, law_rules
from transforms.matching import PhraseMatcher

SENTENCE_END = re.compile(r"[.;!?\n\"“”]")
GLUED = "Nomor"
"""Stuck to a kind where a blank was lost: "UUNomor 20"."""
OF_LAW = re.compile(
    r"\s*,?\s*(?:(?:(?:sebagaimana\s+)?(?:diatur|dimaksud|tercantum|tertuang)\s+)?(?:dalam|pada|di|dari)\s+"
    r"|(?:menurut|sesuai|juncto|jo\.?)\s+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Grammar:
    """Compiled once: the forms of the kinds and of the short titles, and what may follow or precede a kind."""

    rules: LawRules
    kinds: PhraseMatcher[str]
    titles: PhraseMatcher[None]
    head_after: re.Pattern[str]
    number_after: re.Pattern[str]
    plain_number_after: re.Pattern[str]
    bare_number_after: re.Pattern[str]
    next_number_after: re.Pattern[str]
    year_after: re.Pattern[str]
    subject_after: re.Pattern[str]
    subject: re.Pattern[str]
    subject_rest: re.Pattern[str]
    title_after: re.Pattern[str]
    cue_before: re.Pattern[str]
    issuers: frozenset[str]
    amending: frozenset[str]
    letter: re.Pattern[str]


@cache
def law_grammar() -> Grammar:
    """Compile the grammar; the result is shared."""
    rules, tables = law_rules(), gazetteers()
    words = rules.words
    part = r"[A-Z\d]+(?:[.-][A-Z\d]+)*(?![a-z])"
    number = rf"(?P<number>{part}(?:\s?/\s?(?:{part}|[A-Za-z]{{1,8}}(?=/)))*)"
    nomor = r"(?:(?:[Bb]er)?[Nn]omor|NOMOR|[Nn]omer|[Nn][Oo](?![A-Za-z])|[Nn]mr|Nomo|N0)\s*[.:]?\s*:?\s*"
    links = "|".join(words.title_links)
    ends = "|".join(words.subject_ends)
    # A title goes on neither with the gazette where it was printed nor with one of its articles.
    capital = r"(?!\(?(?:Lembaran|Tambahan Lembaran|LN|TLN|BN|Berita Negara|Pasal|[Jj]o|[Jj]uncto)\b)[A-Z(][\w()'’-]*"
    return Grammar(
        rules=rules,
        kinds=PhraseMatcher((form, k.kind) for k in tables.law_kinds for form in (k.form, k.form + GLUED)),
        titles=PhraseMatcher((a.alias, None) for a in tables.law_aliases),
        head_after=re.compile(
            r"(?:\s*\([A-Za-z][\w .-]{0,20}\))?(?:\s*(?:RI\b|R\.I\.|Republik Indonesia\b))?"
            r"(?:\s*\([A-Z][\w .-]{0,20}\))?"
        ),
        number_after=re.compile(
            rf"(?P<gap>[^.;:!?\n\"“”]{{0,320}}?)(?:\b|(?={GLUED})){nomor}(?=[A-Za-z./-]*\d){number}"
        ),
        plain_number_after=re.compile(
            r"\.?\s*(?P<number>\d{1,4}(?=\s*/\s*(?:19|20)\d\d|\s*,?\s*(?:[Tt]ahun|[Tt]hn|[Tt]h)\b|\s+(?:19|20)\d\d\b)"
            r"(?:\s?/\s?(?:19|20)\d\d)?"
            r"|(?:[A-Z]{1,3}[-.]?)?\d{1,5}/[A-Z\d][A-Z\d./-]{1,40}/(?:19|20)\d\d\b|[A-Z]{1,3}/\d{1,5}/[A-Z\d][A-Z\d./-]{1,40}/(?:19|20)\d\d\b)"
        ),
        bare_number_after=re.compile(
            rf"\s(?:(?P<number>\d{{1,3}})(?![\w/-]|[.,]\d|\s(?:{'|'.join(words.counted)})\b)"
            r"|(?P<file>\d{2,5}[./]\d{1,5}[./-][A-Z][A-Za-z\d./-]{1,30}))"
        ),
        next_number_after=re.compile(
            rf"\s*(?:,|dan|serta|,\s*dan|jo\.?|juncto)\s*(?P<from>){nomor}(?=[A-Za-z./-]*\d){number}"
        ),
        year_after=re.compile(
            r"\s*,?\s*(?P<word>[Tt]ahun|TAHUN|[Tt]hn\.?|[Tt]h\.?)?\s*(?P<year>(?:19|20)\d\d)(?![\d/])"
        ),
        subject_after=re.compile(
            rf"(?P<gap>[^.;:!?,\n\"“”]{{0,60}}?)\s*,?\s*(?<!\w)(?i:{'|'.join(words.subject)})\s+"
        ),
        subject=re.compile(
            rf"{capital}(?:,?\s+(?:(?:{links})\s+){{0,2}}{capital}|(?<=Tahun)\s(?:19|20)\d\d\b)*"
            rf"|(?!(?:{ends})\b)[\w()-]+(?:[ \t]+(?!(?:{ends})\b)[\w()-]+){{0,5}}"
        ),
        subject_rest=re.compile(rf"(?:[\s,]+(?:{links}))*[\s,]*\Z"),
        title_after=re.compile(r"\s+(?P<title>[A-Z][\w-]*(?:\s+(?:dan\s+)?[A-Z][\w-]*){0,4})"),
        cue_before=re.compile(rf"(?<!\w)(?:{'|'.join(words.cues)})\s+\Z", re.IGNORECASE),
        issuers=frozenset(words.issuers),
        amending=frozenset(word.casefold() for word in rules.subjects.amending),
        letter=re.compile(
            rf"(?<!\w)(?i:{'|'.join(rules.letters)})(?=(?: (?:itu|tersebut|ini|tadi))? (?:[Bb]er)?[Nn]omor (?:[A-Z.]{{0,4}}\d+[./-]|\d+ [Tt]ahun))"
        ),
    )
