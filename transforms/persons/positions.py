"""Offices as printed: acting status, the office itself, and the body or place that it belongs to."""

from collections.abc import Iterator, Sequence
from functools import cache

from config.gazetteers import gazetteers
from transforms.matching import PhraseMatcher
from transforms.organizations.find import Organizations
from transforms.persons.name_grammar import grammar
from transforms.persons.position_reader import OfficeReader
from transforms.persons.position_scene import Office, Scene
from transforms.persons.position_words import position_rules, title_matcher
from transforms.persons.words import Words
from transforms.places.find import article_home
from transforms.places.index import regency_of
from transforms.records import Article, ArticlePlace, Mention

# Bodies that no table knows have ids that begin so.
_BUILT = "ORG:"
_LONGEST_BODY = 3
_DATELINE_REACH = 1200
__all__ = [
    "Office",
    "Scene",
    "find_offices",
    "is_location",
    "is_of_many",
    "make_scene",
    "same_office",
    "says_less",
]


def make_scene(
    article: Article, words: Words, places: Sequence[ArticlePlace], organizations: Organizations
) -> Scene:
    """Index the places and bodies of an article by offset."""
    rows = {row.organization_id: row for row in organizations.rows}
    home = article_home(article, places)
    bodies = [m for m in organizations.mentions if m.entity_id in rows]
    return Scene(
        article.text,
        words,
        {place.start_char: place for place in places},
        {m.start_char: (_body_end(article.text, m, places), rows[m.entity_id or ""]) for m in bodies},
        organizations.rows,
        regency_of(home.place_code) if home and home.place_code else None,
        frozenset(place.place_code for place in places if place.place_code),
        _dateline(article),
    )


def _dateline(article: Article) -> tuple[int, int]:
    """Where the dateline stands, which names a place and an outlet and nobody."""
    line = article.dateline or ""
    at = article.text.find(line, 0, _DATELINE_REACH) if line else -1
    return (at, at + len(line)) if at >= 0 else (0, 0)


@cache
def _body_names() -> PhraseMatcher[None]:
    """Names of bodies that a person's name can follow without a comma."""
    tables = gazetteers()
    names = {o.name for o in tables.organizations} | {a.alias for a in tables.organization_aliases}
    return PhraseMatcher((name, None) for name in (*sorted(names), *position_rules().universities))


def _body_end(text: str, mention: Mention, places: Sequence[ArticlePlace]) -> int:
    """Where a body's name ends that was read over all capitals: "Partai Golkar Surti" ends with Golkar."""
    start, end = mention.start_char, mention.end_char
    if not (mention.entity_id or "").startswith(_BUILT):
        return end
    known = [
        m.end
        for m in _body_names().all(text[start:end])
        if m.start == 0 and start + m.end < end and not text.startswith((" dan ", " & "), start + m.end)
    ]
    if known:
        return start + max(known)
    inner = [place.end_char for place in places if start < place.start_char and place.end_char < end]
    if inner:
        return max(inner)
    words = text[start:end].split(" ")
    if (
        words[0] in position_rules().one_word_bodies
        and len(words) > _LONGEST_BODY
        and text[end : end + 1] != ","
    ):
        return start + len(" ".join(words[:2]))
    return end


def find_offices(scene: Scene) -> list[Office]:
    """Every office in the order of the text, without those that many hold ("Kepala OPD")."""
    matches = title_matcher().longest(scene.text)
    heads = {match.start: match for match in matches}
    offices: list[Office] = []
    for match in matches:
        if (
            match.value.collective
            or _is_plural(scene.text, match.start, match.text)
            or (offices and match.start < offices[-1].end)
            or scene.bodies.get(match.start, (0,))[0] > match.end  # "Tim Advokasi Rakyat Sigi"
        ):
            continue
        if match.value.form.isupper() and not match.text.isupper():
            continue
        if match.value.form.casefold() in position_rules().names_too and _is_in_name(scene, match.start):
            continue
        offices.append(OfficeReader(scene, match.start, match.end, match.value, heads).read())
    return offices


def _is_plural(text: str, start: int, head: str) -> bool:
    """Whether a head is the second half of a plural: "guru-guru sekolah"."""
    word = head.split()[0]
    return start > len(word) and text[start - len(word) - 1 : start].casefold() == f"{word}-".casefold()


def _is_in_name(scene: Scene, start: int) -> bool:
    """Whether a word that is an office elsewhere goes on a name here: "Surti Hakim Handayani"."""
    at = scene.index(start)
    if at == 0 or at >= len(scene.words) or not scene.words.texts[at].istitle():
        return False
    before, rules = scene.words[at - 1], grammar()
    folded = before.text.casefold()
    if scene.text[before.end : start] != " " or not before.text.istitle():
        return False
    return not (folded in rules.nowhere or folded in rules.not_first or folded in rules.common)


def is_location(scene: Scene, office: Office) -> bool:
    """Whether an office only names a building or paper of its holder: "Kantor Bupati", "Peraturan Bupati"."""
    return _word_before(scene, office) in position_rules().location_heads


def is_of_many(scene: Scene, office: Office) -> bool:
    """Whether an office is that of many or of nobody in particular: "para camat", "calon bupati"."""
    return _word_before(scene, office) in position_rules().many or office.standing is not None


def same_office(one: Office, other: Office) -> bool:
    """Whether two phrases can mean one office: same head, and no body, place or field that contradicts."""
    if not _same_head(one, other) or one.standing != other.standing:
        return False
    if one.acting and other.acting and one.acting != other.acting:
        return False
    if one.body and other.body and one.organization_id != other.organization_id:
        return False
    if one.place_code and other.place_code and one.place_code != other.place_code:
        return False
    return one.fields <= other.fields or other.fields <= one.fields


def office_heads(office: Office) -> Iterator[str]:
    """What two phrases for one office share at least one of: the head's name, or the body that it leads."""
    yield office.title.canonical
    if office.title.organization_id:
        yield office.title.organization_id
    if office.title.canonical in position_rules().bare_heads and office.organization_id:
        yield office.organization_id.partition(":")[0]


def _leads(bare: Office, full: Office) -> bool:
    """Whether a bare head with its body is what another says in one word: "Komandan Kodim" and "Dandim"."""
    base = full.title.organization_id
    is_bare = bare.title.canonical in position_rules().bare_heads and bare.body is not None
    return bool(base) and is_bare and (bare.organization_id or "").partition(":")[0] == base


def _same_head(one: Office, other: Office) -> bool:
    """Whether two heads are forms of one office; some canonical names gather offices of a kind."""
    if one.title.canonical != other.title.canonical:
        return _leads(one, other) or _leads(other, one)
    forms = one.title.form.casefold(), other.title.form.casefold()
    if one.title.canonical in position_rules().kinds_of_offices:
        return forms[0] == forms[1] or _acronym(forms[0]) == forms[1] or _acronym(forms[1]) == forms[0]
    deputies = position_rules().deputy_heads
    return forms[0].startswith(deputies) is forms[1].startswith(deputies)


def _acronym(form: str) -> str:
    return "".join(word[0] for word in form.split())


def says_less(bare: Office, full: Office) -> bool:
    """Whether a bare head only repeats of its holder what another office says: "Jaksa", "Menteri" of such an office."""
    if not bare.is_open or bare.fields or bare.standing or bare.acting or full.standing:
        return False
    head, rules = bare.title.canonical, position_rules()
    if bare.title.form.casefold() != head.casefold():
        return False
    if head in rules.general_heads:
        return full.title.canonical.startswith(f"{head} ")
    return head in rules.kinds_of_offices and full.title.canonical == head


def _word_before(scene: Scene, office: Office) -> str:
    index = scene.index(office.start) - 1
    if index < 0 or "\n" in scene.text[scene.words.end(index) : office.start]:
        return ""
    return scene.words.texts[index].casefold()
