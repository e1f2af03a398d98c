"""Finding the legal instruments that an article cites: `find_laws`.

A phrase matcher finds the printed forms of the kinds ("UU", "Surat Edaran"). Patterns anchored behind
each read number, year and subject; the articles of the law ("Pasal 71 ayat (1)") stand before or behind.
A citation is kept as printed, misprints too; it is linked only where the table leaves one instrument.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from config.gazetteers import gazetteers
from transforms.law_articles import ArticleReference, find_article_references
from transforms.law_table import LawRules, law_rules, law_table, subject_words
from transforms.matching import Match, PhraseMatcher
from transforms.records import Article, LawCitation

# An article of a law may stand this many characters behind the law, in the same sentence.
REACH = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A citation by its parts. `title` is the short title or the subject that identifies one without a number."""

    start: int
    end: int
    table_kind: str
    number: str | None = None
    year: int | None = None
    subject: str | None = None
    title: str | None = None
    rule_id: str = "law.number"


@dataclass(frozen=True, slots=True)
class Grammar:
    """Compiled once: the forms of the kinds and of the short titles, and what may follow or precede a kind."""

    rules: LawRules
    kinds: PhraseMatcher[str]
    titles: PhraseMatcher[None]
    head_after: re.Pattern[str]
    number_after: re.Pattern[str]
    plain_number_after: re.Pattern[str]
    next_number_after: re.Pattern[str]
    year_after: re.Pattern[str]
    subject_after: re.Pattern[str]
    subject: re.Pattern[str]
    subject_rest: re.Pattern[str]
    title_after: re.Pattern[str]
    cue_before: re.Pattern[str]
    issuers: frozenset[str]


def find_laws(article: Article) -> tuple[LawCitation, ...]:
    """The citations of an article in the order of the text, one row for each printed one.

    An instrument without a number ("surat edaran", "UU ASN") gives one row however often it is named,
    and none where the same instrument is cited by its number too.
    """
    text = article.text
    citations = _once(list(_citations(text)))
    if not citations:
        return ()
    year = article.published_at.year if article.published_at else None
    references = _attached(text, citations, find_article_references(text))
    return tuple(_row(article, c, references.get(c.start), year) for c in citations)


def _citations(text: str) -> Iterator[Citation]:
    g = _grammar()
    kinds = g.kinds.longest(text)
    titles = {m.start: m for m in g.titles.longest(text)} if kinds else {}
    done = 0
    for i, kind in enumerate(kinds):
        if kind.start < done:
            continue
        nearest = next((k.start for k in kinds[i + 1 :] if not _abbreviates(text, kind, k)), len(text))
        for citation in _read(g, text, kind, titles.get(kind.start), nearest):
            yield citation
            done = citation.end


def _abbreviates(text: str, kind: Match[str], other: Match[str]) -> bool:
    """Whether a form only repeats the kind in brackets: "Surat Edaran (SE)"."""
    return other.value == kind.value and text[other.start - 1 : other.start] == "("


def _read(
    g: Grammar, text: str, kind: Match[str], title: Match[None] | None, limit: int
) -> Iterator[Citation]:
    """The citation that begins at a kind, and those of the same kind that continue it ("… dan Nomor 8 Tahun 2020")."""
    head = g.head_after.match(text, kind.end)
    at = head.end() if head else kind.end
    number = g.plain_number_after.match(text, at) or g.number_after.match(text, at, limit)
    if number and _is_issuer(g, number.groupdict().get("gap") or ""):
        plain, year, end = _number(g, text, number)
        first = Citation(start=kind.start, end=end, table_kind=kind.value, number=plain, year=year)
        rest = list(_continued(g, text, first))
        if kind.value in g.rules.kinds.joint:
            first, rest = (
                replace(
                    first, year=year or next((c.year for c in rest), None), end=rest[-1].end if rest else end
                ),
                [],
            )
        *before, last = [first, *rest]
        yield from before
        yield _with_subject(g, text, last, limit)
        return
    if _is_short_form(kind.text) and not kind.text.isupper():
        return
    yield from _numberless(g, text, kind, title, at, limit)


def _numberless(
    g: Grammar, text: str, kind: Match[str], title: Match[None] | None, at: int, limit: int
) -> Iterator[Citation]:
    """Citations without a number: "UU ASN", "PP tentang disiplin ASN", "surat edaran"; not a kind as such ("melanggar undang-undang")."""
    bare = Citation(start=kind.start, end=kind.end, table_kind=kind.value)
    rules = g.rules.kinds
    if title is not None and title.end > kind.end:
        yield replace(bare, end=title.end, title=title.text, rule_id="law.short_title")
        return
    subject = _with_subject(g, text, replace(bare, end=at), limit)
    if subject.subject:
        yield replace(subject, title=subject.subject, rule_id="law.subject")
        return
    if kind.value in rules.titled:
        named = g.title_after.match(text, at)
        if named and named["title"].split()[0] not in g.rules.words.no_titles:
            yield replace(bare, end=named.end(), title=named["title"], rule_id="law.title")
            return
    cited = kind.value in rules.bare_after_cue and g.cue_before.search(
        text, max(0, kind.start - 24), kind.start
    )
    if cited or (kind.value in rules.bare and kind.text not in rules.never_bare_forms):
        yield replace(bare, rule_id="law.bare")


def _is_short_form(form: str) -> bool:
    return " " not in form and "-" not in form and len(form) <= len("SKB")


def _is_issuer(g: Grammar, gap: str) -> bool:
    """Whether the words between a kind and its number are names and the small words between names."""
    return all(
        word[0].isupper() or word[0].isdigit() or word.lower() in g.issuers
        for word in re.findall(r"\w[\w-]*", gap)
    )


def _number(g: Grammar, text: str, match: re.Match[str]) -> tuple[str, int | None, int]:
    """Number and year as printed: "7/2017" is number 7 of 2017; of a longer one the last part may be the year."""
    number = re.sub(r"\s+", "", match["number"]).rstrip(".-/")
    following = g.year_after.match(text, match.end())
    if following and (following["word"] or number.isdecimal()):
        return number, int(following["year"]), following.end()
    parts = number.rsplit("/", 1)
    if len(parts) == 2 and re.fullmatch(r"(?:19|20)\d\d", parts[1]):
        return parts[0] if parts[0].isalnum() else number, int(parts[1]), match.end()
    return number, None, match.end()


def _continued(g: Grammar, text: str, first: Citation) -> Iterator[Citation]:
    at = first.end
    while match := g.next_number_after.match(text, at):
        number, year, at = _number(g, text, match)
        yield replace(first, start=match.start("from"), end=at, number=number, year=year)


def _with_subject(g: Grammar, text: str, citation: Citation, limit: int) -> Citation:
    """The citation with what stands behind "tentang": a title in capitals, or the first words of a plain one.

    Its issuer may stand between ("surat edaran bupati tentang …"); it ends before `limit`, the next kind.
    """
    word = g.subject_after.match(text, citation.end, limit)
    if word is None or not _is_issuer(g, word["gap"]):
        return citation
    subject = g.subject.match(text, word.end(), limit)
    end = g.subject_rest.search(text, word.end(), subject.end()) if subject else None
    if end is None or end.start() == word.end():
        return citation
    return replace(citation, subject=text[word.end() : end.start()], end=end.start())


def _once(citations: Sequence[Citation]) -> list[Citation]:
    """Number-less citations once for each instrument, and not beside the same instrument's number."""
    g, table = _grammar(), law_table()
    numbered = {c.table_kind for c in citations if c.number}
    linked = {table.by_citation(c.table_kind, c.number, c.year, "") for c in citations if c.number and c.year}
    described = {c.table_kind for c in citations if not c.number and c.title}
    seen: set[tuple[str, object]] = set()
    kept = []
    for c in citations:
        if not c.number:
            is_joint = c.table_kind in g.rules.kinds.joint
            if (c.title is None or is_joint) and c.table_kind in numbered:
                continue
            if c.title is None and c.table_kind in described:
                continue
            if (
                c.title
                and c.rule_id == "law.short_title"
                and any(law.law_id in linked for law in table.aliased(c.title))
            ):
                continue
            key = (c.table_kind, None if is_joint or c.title is None else subject_words(c.title))
            if key in seen:
                continue
            seen.add(key)
        kept.append(c)
    return kept


def _attached(
    text: str, citations: Sequence[Citation], references: Sequence[ArticleReference]
) -> dict[int, ArticleReference]:
    """Article references by the start of the citation that they belong to: the one right behind, else the one before."""
    found: dict[int, ArticleReference] = {}
    starts = {c.start: c for c in citations}
    for reference in references:
        joint = _OF_LAW.match(text, reference.end)
        at = joint.end() if joint else reference.end
        if at in starts:
            found[at] = reference
            continue
        before = max((c for c in citations if c.end <= reference.start), key=lambda c: c.end, default=None)
        if before and before.start not in found:
            between = text[before.end : reference.start]
            if len(between) <= REACH and not re.search(r"[.;!?\n\"“”]", between):
                found[before.start] = reference
    return found


_OF_LAW = re.compile(
    r"\s*,?\s*(?:(?:(?:sebagaimana\s+)?(?:diatur|dimaksud|tercantum|tertuang)\s+)?(?:dalam|pada|di|dari)\s+|menurut\s+|sesuai\s+|jo\.?\s+|juncto\s+)?",
    re.IGNORECASE,
)


def _row(article: Article, c: Citation, reference: ArticleReference | None, year: int | None) -> LawCitation:
    table, rules = law_table(), law_rules()
    start = min(c.start, reference.start) if reference else c.start
    end = max(c.end, reference.end) if reference else c.end
    kind = table.group_of.get(c.table_kind, c.table_kind)
    law_id, flag = None, None
    if c.number and c.year:
        law_id = table.by_citation(c.table_kind, c.number, c.year, article.text[c.start : c.end])
        if c.subject and table.contradicts(c.table_kind, law_id, c.subject):
            law_id, flag = None, "number_contradicts_subject"
        elif law_id is None and kind not in rules.kinds.local:
            flag = "unknown_number"
    elif c.title and not c.number:
        law_id = table.by_alias(article.text[c.start : c.end], year)
    return LawCitation(
        article_id=article.article_id,
        text=article.text[start:end],
        kind=kind,
        number=c.number,
        year=c.year,
        article_no=reference.article_no if reference else None,
        paragraph_no=reference.paragraph_no if reference else None,
        law_id=law_id,
        flag=flag,
        start_char=start,
        end_char=end,
        rule_id=c.rule_id,
    )


@cache
def _grammar() -> Grammar:
    rules, tables = law_rules(), gazetteers()
    words = rules.words
    number = r"(?P<number>[A-Z\d][A-Za-z\d]*(?:[.-][A-Z\d]+(?![a-z]))*(?:\s?/\s?[A-Z\d][A-Za-z\d]*(?:[.-][A-Z\d]+(?![a-z]))*)*)"
    nomor = r"(?:[Nn]omor|NOMOR|[Nn]omer|[Nn][Oo]\b|[Nn]mr|Nomo|N0)\s*[.:]?\s*:?\s*"
    links = "|".join(words.title_links)
    ends = "|".join(words.subject_ends)
    return Grammar(
        rules=rules,
        kinds=PhraseMatcher((k.form, k.kind) for k in tables.law_kinds),
        titles=PhraseMatcher((a.alias, None) for a in tables.law_aliases),
        head_after=re.compile(
            r"(?:\s*\([A-Za-z][\w .-]{0,20}\))?(?:\s*(?:RI\b|R\.I\.|Republik Indonesia\b))?(?:\s*\([A-Z][\w .-]{0,20}\))?"
        ),
        number_after=re.compile(rf"(?P<gap>[^.;:!?\n\"“”]{{0,160}}?)\b{nomor}(?=[A-Za-z./-]*\d){number}"),
        plain_number_after=re.compile(
            r"\.?\s*(?P<number>\d{1,4}(?=\s*/\s*(?:19|20)\d\d|\s*,?\s*(?:[Tt]ahun|[Tt]hn|[Tt]h)\b|\s+(?:19|20)\d\d\b)(?:\s?/\s?(?:19|20)\d\d)?)"
        ),
        next_number_after=re.compile(
            rf"\s*(?:,|dan|serta|,\s*dan|jo\.?|juncto)\s*(?P<from>){nomor}(?=[A-Za-z./-]*\d){number}"
        ),
        year_after=re.compile(
            r"\s*,?\s*(?P<word>[Tt]ahun|TAHUN|[Tt]hn\.?|[Tt]h\.?)?\s*(?P<year>(?:19|20)\d\d)(?![\d/])"
        ),
        subject_after=re.compile(
            rf"(?P<gap>[^.;:!?,\n\"“”]{{0,60}}?)\s*,?\s*(?<!\w)(?:{'|'.join(words.subject)})\s+"
        ),
        subject=re.compile(
            rf"[A-Z(][\w()'’-]*(?:,?\s+(?:(?:{links})\s+){{0,2}}[A-Z(][\w()'’-]*)*"
            rf"|(?!(?:{ends})\b)[\w()-]+(?:[ \t]+(?!(?:{ends})\b)[\w()-]+){{0,5}}"
        ),
        subject_rest=re.compile(rf"(?:[\s,]+(?:{links}))*[\s,]*\Z"),
        title_after=re.compile(r"\s+(?P<title>[A-Z][\w-]*(?:\s+(?:dan\s+)?[A-Z][\w-]*){0,4})"),
        cue_before=re.compile(rf"(?<!\w)(?:{'|'.join(words.cues)})\s+\Z", re.IGNORECASE),
        issuers=frozenset(words.issuers),
    )
