"""A generated archive of reports whose events are known, with the noise of many outlets.

Of each event's reports some are a day off, name only the month or no day, only the province or no place, leave out,
shorten or misprint names, and word their headlines freely; some are copied. Some of the events may be follow-ups: the
same kind of event in the same place under the same person, 2 to 10 days after another. Counts that outlets give
differently are no part of the comparison. The same seed gives the same archive.
"""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import NamedTuple

from config.gazetteers import Place, gazetteers
from tests.bench.generate import templates
from transforms.events.topics import topics
from transforms.resolving.report_key import ReportKey, title_words, type_anchors

FIRST_DAY = date(2023, 1, 1)
TYPES = {
    "pledge": ("ikrar", "pakta", "deklarasi", "teken", "komitmen"),
    "coordination": ("rakor", "koordinasi", "bahas", "audiensi", "sinergi"),
    "outreach": ("sosialisasi", "bimtek", "pembekalan", "guru", "peserta"),
    "allegation": ("dilaporkan", "diduga", "video", "aduan", "temuan"),
    "investigation": ("klarifikasi", "diperiksa", "panggil", "kajian", "saksi"),
    "sanction": ("sanksi", "dijatuhi", "hukuman", "dicopot", "disiplin"),
}
_SYLLABLES = ("ba", "ra", "di", "su", "ma", "ko", "li", "ta", "we", "no", "sa", "ri", "pu", "ja", "ge", "lo")
_CENTRAL = {"allegation": "subject", "investigation": "subject", "sanction": "subject"}
_COMMON = (
    "warga",
    "ratusan",
    "resmi",
    "kembali",
    "diminta",
    "publik",
    "kasus",
    "kegiatan",
    "pekan",
    "kantor",
)


class Happening(NamedTuple):
    """What took place: `actors` the one in the centre first."""

    number: int
    kind: str
    place: Place
    day: date
    actors: tuple[str, ...]
    words: tuple[str, ...]


def happenings(count: int, days: int, seed: int = 1, follow_ups: float = 0.0) -> Iterator[Happening]:
    """`count` different events over so many days, a share of them follow-ups of others."""
    rng = random.Random(f"{seed}-events")
    before: list[Happening] = []
    led: dict[tuple[str, str, str], list[date]] = {}
    while len(before) < count:
        number = len(before)
        if before and rng.random() < follow_ups:
            other = rng.choice(before[-200:])
            day = other.day + timedelta(days=rng.randrange(2, 11))
            guests = tuple(rng.sample(officials(other.place.place_code, seed), rng.randrange(2)))
            actors = (other.actors[0], *(g for g in guests if g != other.actors[0]))
            found = Happening(number, other.kind, other.place, day, actors, _words(rng))
        else:
            place = rng.choice(_regencies())
            people = rng.sample(officials(place.place_code, seed), rng.randrange(1, 5))
            day = FIRST_DAY + timedelta(days=rng.randrange(days))
            found = Happening(number, rng.choice(list(TYPES)), place, day, tuple(people), _words(rng))
        days_led = led.setdefault((found.kind, found.place.place_code, found.actors[0]), [])
        if all(abs((found.day - day).days) > 1 for day in days_led):  # else they were one, by any account
            days_led.append(found.day)
            before.append(found)
            yield found


def reports(events: Iterator[Happening], mean: float, seed: int = 1) -> list[tuple[ReportKey, int]]:
    """Reports of each event, `mean` on average and one at least, with the event's number; in order of publication."""
    rng = random.Random(f"{seed}-reports")
    found = []
    for event in events:
        story = None
        for number in range(1 + min(int(rng.expovariate(1 / (mean - 0.5))), 40)):
            copied = story is not None and rng.random() < 0.2
            story = story if copied else f"{event.number}-{number}"
            found.append((_report(event, number, story, rng), event.number))
    return sorted(found, key=lambda pair: (str(pair[0].published_at), pair[0].report_id))


def _report(event: Happening, number: int, story: str | None, rng: random.Random) -> ReportKey:
    day, precision = _told_day(event.day, rng)
    names = _told_names(event.actors, rng)
    told = {word for word in event.words if rng.random() < 0.6}
    told |= set(rng.sample(TYPES[event.kind], 2)) | set(rng.sample(_COMMON, rng.randrange(3)))
    told -= _dull(event.kind)
    published = datetime(event.day.year, event.day.month, event.day.day, 5, tzinfo=UTC)
    central = names[:1] if names and names[0] is not None else ()
    return ReportKey(
        report_id=f"r{event.number:07d}-{number:02d}",
        article_id=f"a{event.number:07d}-{number:02d}",
        outlet=f"kabar{rng.randrange(400)}.example",
        story_id=story,
        topic="asn_neutrality",
        event_type=event.kind,
        status="occurred",
        event_date=day,
        event_date_end=None,
        date_precision=precision,
        place_code=_told_place(event.place, rng),
        published_at=published + timedelta(minutes=rng.randrange(3 * 24 * 60)),
        actor_names=tuple(name for name in names if name is not None),
        title_tokens=frozenset(told),
        event_id=None,
        is_primary=True,
        venue=None,
        election_id="pilkada_2024",
        summary="",
        confidence=0.9,
        central_names=tuple(name for name in central if name is not None),
    )


def _told_day(day: date, rng: random.Random) -> tuple[date | None, str | None]:
    chance = rng.random()
    if chance < 0.07:
        return day + timedelta(days=rng.choice((-1, 1))), "day"
    if chance < 0.13:
        return day.replace(day=1), "month"
    return (None, None) if chance < 0.20 else (day, "day")


def _told_place(place: Place, rng: random.Random) -> str | None:
    chance = rng.random()
    if chance < 0.03:
        return rng.choice(_districts().get(place.place_code, [place.place_code]))
    if chance < 0.11:
        return place.province_code
    return None if chance < 0.15 else place.place_code


def _told_names(actors: tuple[str, ...], rng: random.Random) -> list[str | None]:
    """The names as one outlet prints them; None for the one in the centre where it is left out."""
    if rng.random() < 0.1:
        return []
    kept = [name if rng.random() < 0.75 else None for name in actors]
    return [kept[0] and _printed(kept[0], rng), *(_printed(name, rng) for name in kept[1:] if name)]


def _printed(name: str, rng: random.Random) -> str:
    words, chance = name.split(), rng.random()
    if chance < 0.2:
        return rng.choice(words)
    if chance < 0.28:
        at = rng.randrange(len(words))
        letter = rng.randrange(1, len(words[at]) - 1)
        words[at] = words[at][:letter] + rng.choice("aeiounrs") + words[at][letter + 1 :]
    elif chance < 0.33:
        words[0] = f"{words[0][0]}."
    return " ".join(words)


def officials(place_code: str, seed: int = 1) -> list[str]:
    """The dozen persons who appear in the news of a regency."""
    return _officials(place_code, seed)


@cache
def _officials(place_code: str, seed: int) -> list[str]:
    rng = random.Random(f"{seed}-{place_code}")
    return [
        " ".join(
            (
                rng.choice(templates().first),
                *("".join(rng.choices(_SYLLABLES, k=3)).title() for _ in range(rng.randrange(1, 3))),
                *((rng.choice(templates().last),) if rng.random() < 0.4 else ()),
            )
        )
        for _ in range(12)
    ]


def _words(rng: random.Random) -> tuple[str, ...]:
    """The words of an event's headlines that tell it from others of its kind."""
    return tuple(
        "".join(rng.choices(_SYLLABLES, k=2)) + rng.choice("nrst") for _ in range(rng.randrange(1, 4))
    )


@cache
def _dull(kind: str) -> frozenset[str]:
    """The words that all headlines of a type have."""
    anchors = type_anchors("asn_neutrality", kind, topics())
    return frozenset(TYPES[kind]) - title_words(" ".join(TYPES[kind]), anchors)


@cache
def _districts() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for place in gazetteers().places:
        if place.level == "district" and place.parent_code:
            found.setdefault(place.parent_code, []).append(place.place_code)
    return found


@cache
def _regencies() -> tuple[Place, ...]:
    return tuple(place for place in gazetteers().places if place.level in ("regency", "city"))
