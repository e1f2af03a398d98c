"""The unit that an office belongs to: its name, the code of its place, and the body that the office leads."""

import re

from config.gazetteers import TitleForm
from transforms.persons.position_scene import Scene
from transforms.persons.position_words import position_rules
from transforms.places.index import parents, place_index
from transforms.records import ArticleOrganization, ArticlePlace

_NUMBER = re.compile(r"\d{3,4}")
_POLICE = re.compile(r"pol(?:da|res|sek)[a-z]*")


def place_of(
    scene: Scene,
    title: TitleForm,
    place: ArticlePlace | None,
    body: ArticleOrganization | None,
    has_area: bool,
    is_here: bool,
    is_qualified: bool,
) -> str | None:
    """The code of a unit's place: as printed, as the body's, or the article's own where the level fits.

    Args:
        scene: the article.
        title: the head of the office.
        place: the place printed behind the office.
        body: the body printed in the office.
        has_area: whether an area is printed that the gazetteer lacks.
        is_here: whether "setempat" points at the article's own place.
        is_qualified: whether more than the head is printed; "Gubernur BI" governs no province.
    """
    if place is not None:
        return place.place_code
    if body is not None:
        return body.place_code
    rules, home, index = position_rules(), scene.home, place_index()
    wanted = rules.levels.get(title.level)
    if home is None or has_area or wanted is None:
        return home if is_here else None
    if title.level in rules.region_levels and is_qualified:
        return None
    for code in (home, *parents(home)):
        if index.level(code) in wanted:
            return code
    fitting = [code for code in scene.regencies if index.level(code) in wanted]
    return fitting[0] if len(fitting) == 1 else None


def body_unit(body: ArticleOrganization, printed: str, is_here: bool) -> str:
    """The body as printed, in its fullest form where only its kind stands beside the office."""
    return body.mention if body.place_code and (" " not in printed or is_here) else printed


def place_unit(
    title: TitleForm, area: str | None, place: ArticlePlace | None, code: str | None, printed: str
) -> str | None:
    """The place as the government writes it, or the body that the head itself names ("Kapolres": Polres).

    Such a body may have a number in the office as `printed`: "Dandim 1306 Sigi".
    """
    rules, index = position_rules(), place_index()
    own = rules.own_bodies.get(title.canonical)
    if own:
        police, number = _POLICE.search(title.form.casefold()), _NUMBER.search(printed)
        name = index.by_code[code].name if code else (place.mention if place else None)
        kind = police.group().capitalize() if police else own
        return f"{kind} {number.group()}/{name}" if name and number else (f"{kind} {name}" if name else None)
    if area or code:
        return area or (index.local_name(code) if code else None)
    if place is None:
        return None
    return with_unit_word(title, place.mention)


def unit_word(title: TitleForm) -> str | None:
    """The word for the unit of an office: "Kelurahan" of a Lurah, "Gampong" of a Keuchik."""
    words = position_rules().unit_words
    return words.get(title.form) or words.get(title.canonical)


def with_unit_word(title: TitleForm, name: str) -> str:
    """The name of a unit with the word for it, where the office has one and the name does not begin with it."""
    word = unit_word(title)
    return f"{word} {name}" if word and not name.startswith(word) else name


def led_body(scene: Scene, title: TitleForm, code: str | None) -> ArticleOrganization | None:
    """The body that an office leads by its own word, where the article names that body."""
    base = title.organization_id
    rows = scene.bodies_by_base.get(base, ()) if base else ()
    fitting = [row for row in rows if row.place_code == code]
    return fitting[0] if len(fitting) == 1 else None
