"""Bodies named in an article: one row for each, with its level and place, and every mention of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from transforms.organizations.identity import canonical_name, identifier
from transforms.organizations.model import Head, kinds, organization_rules, slug
from transforms.organizations.names import own_acronym
from transforms.organizations.places import Named, named_bodies
from transforms.places.index import place_index
from transforms.records import Article, ArticleOrganization, ArticlePlace, Mention, make_id


@dataclass(frozen=True, slots=True)
class Organizations:
    """The bodies of an article, one row each, and every mention of them."""

    rows: tuple[ArticleOrganization, ...]
    mentions: tuple[Mention, ...]


def find_organizations(article: Article, places: Sequence[ArticlePlace]) -> Organizations:
    """The bodies that an article names, each once, in order of first mention, and all their mentions.

    `name` is canonical ("Bawaslu Kabupaten Sigi"), `mention` the fullest form printed. Where the place of a
    local body stays open, its row has a null `place_code` and its id ends in ":unplaced".
    """
    groups: dict[str, list[Named]] = {}
    for item in named_bodies(article, places):
        groups.setdefault(_identifier(item), []).append(item)
    mentions = [_mention(article, item, key) for key, items in groups.items() for item in items]
    return Organizations(
        tuple(_row(article, key, items) for key, items in groups.items()),
        tuple(sorted(mentions, key=lambda m: m.start_char)),
    )


def _identifier(item: Named) -> str:
    return identifier(item.base, item.place_code, slug(item.place_name or ""), item.is_national)


def _fullness(item: Named) -> tuple[bool, bool, bool, int, int]:
    """The body itself before an office of it, with its place before without, then the longest and first."""
    head = item.head
    return not head.is_part, item.end > head.end, head.form[0].isupper(), item.end - head.start, -head.start


def _row(article: Article, organization_id: str, items: Sequence[Named]) -> ArticleOrganization:
    """One body from all its mentions; the fullest printed form stands for it."""
    fullest = max(items, key=_fullness)
    base, code = fullest.base, fullest.place_code
    kind = kinds().get(base)
    central = any(item.head.is_central for item in items)
    return ArticleOrganization(
        article_id=article.article_id,
        organization_id=organization_id,
        name=canonical_name(base, fullest.head, code, fullest.place_name, central),
        mention=article.text[fullest.head.start : fullest.end],
        start_char=fullest.head.start,
        end_char=fullest.end,
        acronym=kind.acronym if kind else own_acronym(article.text, fullest.head),
        kind=kind.kind if kind else _kind_of(fullest.head),
        level=place_index().level(code) if code else ("national" if fullest.is_national else None),
        place_code=code,
        rule_id=f"organization:{fullest.head.rule_id}",
    )


def _kind_of(head: Head) -> str:
    """The kind of a body that the gazetteer lacks: a ministry, university or party by its first word."""
    return organization_rules().kinds_of_heads.get(head.form.partition(" ")[0], "other")


def _mention(article: Article, item: Named, organization_id: str) -> Mention:
    start = item.head.start
    return Mention(
        mention_id=make_id(article.article_id, "organization", start, item.end),
        article_id=article.article_id,
        kind="organization",
        start_char=start,
        end_char=item.end,
        text=article.text[start : item.end],
        entity_id=organization_id,
        rule_id=f"organization:{item.head.rule_id}",
        confidence=1.0 if item.is_national or item.end > item.head.end else 0.8,
    )
