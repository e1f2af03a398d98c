"""Finding the legal instruments that an article cites: `find_laws`.

A phrase matcher finds the printed forms of the kinds ("UU", "Surat Edaran"). Patterns anchored behind
each read number, year and subject; the articles of the law ("Pasal 71 ayat (1)") stand before or behind.
A citation is kept as printed, misprints too; it is linked only where the table leaves one instrument.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from transforms.laws.articles import ArticleReference, find_article_references
from transforms.laws.citations import Citation, once_each, with_amended
from transforms.laws.table import in_force, law_rules, law_table
from transforms.laws.words import GLUED, OF_LAW, SENTENCE_END, Grammar, law_grammar
from transforms.matching import Match
from transforms.records import Article, LawCitation

_CIRCULAR = re.compile(r"\bedaran\b", re.IGNORECASE)
# An article of a law may stand this many characters behind the law, in the same sentence.
REACH = 80


def find_laws(article: Article) -> tuple[LawCitation, ...]:
    """The citations of an article in the order of the text, one row for each printed one.

    An instrument without a number ("surat edaran", "UU ASN") gives one row however often it is named,
    and none where the same instrument is cited by its number too.
    """
    text = article.text
    citations = once_each(text, with_amended(text, list(_citations(text))))
    if not citations:
        return ()
    year = article.published_at.year if article.published_at else None
    references = _attached(text, citations, find_article_references(text))
    return tuple(_row(article, c, references.get(c.start), year) for c in citations)


def _citations(text: str) -> Iterator[Citation]:
    g = law_grammar()
    kinds = [_apart(kind) for kind in g.kinds.longest(text)]
    kinds = sorted([*kinds, *_letters(g, text, kinds)], key=lambda kind: kind.start)
    titles = {m.start: m for m in g.titles.longest(text)} if kinds else {}
    done = 0
    for i, kind in enumerate(kinds):
        if kind.start < done:
            continue
        others = (kinds[j] for j in range(i + 1, len(kinds)))
        nearest = next((k.start for k in others if not _abbreviates(text, kind, k)), len(text))
        for citation in _read(g, text, kind, titles.get(kind.start), nearest):
            yield citation
            done = citation.end


def _letters(g: Grammar, text: str, kinds: Sequence[Match[str]]) -> Iterator[Match[str]]:
    """Plain words for a letter before its number; a "surat" is the circular that was spoken of before."""
    if "omor " not in text:
        return
    within = {end for kind in kinds for end in range(kind.start + 1, kind.end + 1)}
    circular = _CIRCULAR.search(text)
    for match in g.letter.finditer(text):
        if match.end() in within:
            continue
        word = match.group()
        is_circular = word.lower() == "surat" and circular is not None and circular.start() < match.start()
        yield Match(match.start(), match.end(), word, "SE" if is_circular else g.rules.letters[word.lower()])


def _apart(kind: Match[str]) -> Match[str]:
    """The kind without a "Nomor" that is stuck to it."""
    form = kind.text.removesuffix(GLUED)
    stuck = form != kind.text and form[-1:].isalnum()
    return Match(kind.start, kind.start + len(form), form, kind.value) if stuck else kind


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
    if number is None and title is not None:  # "UU Pemilu 7/2017"
        number = g.plain_number_after.match(text, title.end)
    if number is None and (bare := _bare_number(g, text, kind, at)):
        yield _with_subject(g, text, bare, limit)
        return
    if number and _is_issuer(g, number.groupdict().get("gap") or ""):
        plain, year, end = _number(g, text, number)
        first = Citation(start=kind.start, end=end, table_kind=kind.value, number=plain, year=year)
        rest = list(_continued(g, text, first))
        if kind.value in g.rules.kinds.joint:
            first, rest = (
                first._replace(
                    year=year or next((c.year for c in rest), None), end=rest[-1].end if rest else end
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


def _bare_number(g: Grammar, text: str, kind: Match[str], at: int) -> Citation | None:
    """A number without its year and without "Nomor": "PP 94" where that is one of the table, "SE 800/12-BKD"."""
    found = g.bare_number_after.match(text, at)
    if found is None:
        return None
    number = found["number"] or found["file"].rstrip(".-/")
    is_known = bool(found["number"]) and kind.value in g.rules.kinds.by_number
    if not (law_table().numbered(kind.value, number) if is_known else found["file"] and kind.value == "SE"):
        return None
    end = found.start("number" if found["number"] else "file") + len(number)
    return Citation(start=kind.start, end=end, table_kind=kind.value, number=number)


def _numberless(
    g: Grammar, text: str, kind: Match[str], title: Match[None] | None, at: int, limit: int
) -> Iterator[Citation]:
    """Citations without a number: "UU ASN", "PP tentang disiplin ASN", "surat edaran"; not a kind as such ("melanggar undang-undang")."""
    bare = Citation(start=kind.start, end=kind.end, table_kind=kind.value)
    rules = g.rules.kinds
    if title is not None and title.end > kind.end:
        yield bare._replace(end=title.end, title=title.text, rule_id="law.short_title")
        return
    subject = _with_subject(g, text, bare._replace(end=at), limit)
    if subject.subject:
        yield subject._replace(title=subject.subject, rule_id="law.subject")
        return
    if kind.value in rules.titled:
        named = g.title_after.match(text, at)
        if named and named["title"].split()[0] not in g.rules.words.no_titles:
            yield bare._replace(end=named.end(), title=named["title"], rule_id="law.title")
            return
    may_be_cited = kind.value in rules.bare_after_cue or kind.text in rules.forms_after_cue
    cited = may_be_cited and g.cue_before.search(text, max(0, kind.start - 24), kind.start)
    never = {form.casefold() for form in (*rules.never_bare_forms, *rules.forms_after_cue)}
    if cited or (kind.value in rules.bare and kind.text.casefold() not in never):
        yield bare._replace(rule_id="law.bare")


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
    if printed := re.search(r"\w/.*-((?:19|20)\d\d)\Z", number):
        return number, int(printed[1]), match.end()
    parts = number.rsplit("/", 1)
    if len(parts) == 2 and re.fullmatch(r"(?:19|20)\d\d", parts[1]):
        return parts[0] if parts[0].isalnum() else number, int(parts[1]), match.end()
    return number, None, match.end()


def _continued(g: Grammar, text: str, first: Citation) -> Iterator[Citation]:
    at = first.end
    while match := g.next_number_after.match(text, at):
        number, year, at = _number(g, text, match)
        yield first._replace(start=match.start("from"), end=at, number=number, year=year)


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
    return citation._replace(subject=text[word.end() : end.start()], end=end.start())


def _attached(
    text: str, citations: Sequence[Citation], references: Sequence[ArticleReference]
) -> dict[int, ArticleReference]:
    """Article references by the start of the citation that they belong to: the one right behind, else the one before."""
    found: dict[int, ArticleReference] = {}
    starts = {c.start for c in citations}
    ends = [c.end for c in citations]
    for reference in references:
        joint = OF_LAW.match(text, reference.end)
        at = joint.end() if joint else reference.end
        if at in starts:
            found[at] = reference
            continue
        earlier = bisect_right(ends, reference.start)
        before = citations[earlier - 1] if earlier else None
        if before and before.start not in found and reference.start - before.end <= REACH:
            between = text[before.end : reference.start]
            if not SENTENCE_END.search(between):
                found[before.start] = reference
    return found


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
    elif c.number:
        law_id = table.without_year(c.table_kind, c.number, c.subject)
    elif c.title:
        law_id = in_force(table.titled(c.table_kind, article.text[c.start : c.end], c.title), year)
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
