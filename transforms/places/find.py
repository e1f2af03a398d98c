"""Places named in an article, each by its code, with the candidates kept where the text leaves it open.

A name is taken as a place for a reason: an area word, an office or a body before it ("Kabupaten Sigi", "Bupati
Sigi", "Bawaslu Sigi"), a preposition, the dateline, or a place that the article has already established. The
code is then the one candidate that the level word and the article's other places leave.
"""

from collections import Counter
from collections.abc import Sequence

from transforms.places.codes import own_short_names, settle_codes, without_namesakes
from transforms.places.index import regency_of
from transforms.places.names import Found, named_places, places_of_line
from transforms.records import Article, ArticlePlace

_HOME_WEIGHT = {"province": 2, "regency": 2, "city": 2, "local": 2, "body": 2, "dateline": 3}
_TITLE_WEIGHT = 4
# The capital is a dateline of the whole country.
_CAPITAL = "31"
_AMBIGUOUS = "ambiguous"


def find_places(article: Article) -> tuple[ArticlePlace, ...]:
    """Every mention of a province, regency, city or district, in the order of the text.

    A mention whose code stays open has `place_code` null, its `candidates` in order, and the reason. The span
    takes in an area word that belongs to the name ("Kabupaten Sigi").
    """
    around = _around(article)
    found = without_namesakes(article.text, named_places(article.text, around), around)
    known = settle_codes(article, found, around)
    found += own_short_names(article.text, found, known)
    rows = [_row(article, item, known[item.start, item.end]) for item in found]
    return tuple(sorted(rows, key=lambda row: (row.start_char, row.end_char)))


def article_home(article: Article, places: Sequence[ArticlePlace]) -> ArticlePlace | None:
    """The one province, regency or city that the article is about, or None where several are level.

    Counted are the dateline, the headline, governments and offices named, and plain mentions, each mention
    of a district for its regency. The row returned is the first mention of that place.
    """
    weights: Counter[str] = Counter()
    first: dict[str, ArticlePlace] = {}
    for place in places:
        if place.place_code is None:
            continue
        code = regency_of(place.place_code)
        weights[code] += 1 if code == _CAPITAL else _HOME_WEIGHT.get(place.rule_id.split(":")[1], 1)
        if code not in first or (place.place_code == code and first[code].place_code != code):
            first[code] = place
    for code in _around(article):
        if code in first:
            weights[code] += _TITLE_WEIGHT
    ranked = weights.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return first[ranked[0][0]]


def _around(article: Article) -> frozenset[str]:
    """The places of the headline, and of a dateline that stands outside the text."""
    outside = article.dateline if article.dateline and article.dateline not in article.text[:200] else None
    return frozenset().union(*(places_of_line(line) for line in (article.title, outside) if line))


def _row(article: Article, item: Found, codes: tuple[str, ...]) -> ArticlePlace:
    single = len(codes) == 1
    return ArticlePlace(
        article_id=article.article_id,
        place_code=codes[0] if single else None,
        mention=article.text[item.start : item.end],
        candidates=() if single else codes or item.candidates,
        start_char=item.start,
        end_char=item.end,
        rule_id=f"place:{item.rule_id}",
        reason=None if single else _AMBIGUOUS,
    )
