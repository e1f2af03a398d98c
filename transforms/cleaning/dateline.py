"""The dateline of an article ("MAKMUR, KABAR.ID –"), and the outlet where the page itself names it."""

import re
from functools import cache, lru_cache

from config.gazetteers import gazetteers
from transforms.cleaning.published import published_rules

_LONGEST = 90
# What most datelines have behind them, and few other lines anywhere.
_DASH = re.compile(r"[-–—|/]\s?[\"“”‘'(\[]{0,2}\s?[A-Z0-9]")
_HOST = re.compile(r"^[a-z][a-z0-9+.-]*://(?:[^/@\s]*@)?([^/:?#\s]+)", re.IGNORECASE)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    endings = "|".join(sorted(published_rules().domains.endings, key=len, reverse=True))
    domain = rf"[A-Za-z0-9][\w-]{{0,30}}(?:\.[A-Za-z][\w-]{{0,20}}){{0,2}}\.(?:{endings})"
    word = r"[A-Z0-9][\w.'’&-]{0,30}"
    part = rf"(?:(?:{domain}|{word})(?:\s{word}){{0,4}})"
    parts = rf"{part}(?:\s?[,|/]{{1,2}}\s?{part}){{0,3}}(?:\s?,?\s?\([^()\n]{{1,40}}\))?(?:\s?,\s?{part})?"
    follows = r"(?=[\"“”‘'(\[]{0,2}\s?[A-Z0-9])"
    dashed = rf"({parts})\s?[,.]?(?:\s[-–—]{{1,3}}\s?|\s?[-–—]{{1,3}}\s|\s?\|{{1,2}}\s?|\s?//\s?){follows}"
    tight = (
        rf"((?:{domain}|[A-Z]{{3,}})(?:\s?,\s?(?:{domain}|[A-Z]{{3,}}[A-Z ]{{0,30}})){{0,2}})[-–—]{follows}"
    )
    stopped = r"([A-Z][\w'-]+(?:\s[A-Z][\w'-]+){0,2},\s?(?!(?:P[JL][STH]?|DRS?|IR|HJ?|PROF)\.)[A-Z]{2,8})\.\s(?=[A-Z\"“])"
    colon = r"((?:[A-Z]{2,8},\s?)?([A-Z][\w'-]+(?:\s[A-Z][\w'-]+){0,2})):\s(?=[A-Z\"“])"
    dated = r"([A-Z][\w'-]+(?:\s[A-Z][\w'-]+){0,2},\s\d{1,2}\s[A-Z][a-z]{2,8}\s\d{4})\s?[.:]\s(?=[A-Z\"“])"
    led = rf"({domain}),\s?([A-Z][\w-]*(?:\s[A-Z][\w-]*){{0,3}})\b"
    return (
        re.compile(f"{dashed}|{tight}"),
        re.compile(stopped),
        re.compile(led),
        re.compile(domain, re.IGNORECASE),
        re.compile(colon),
        re.compile(dated),
    )


@cache
def _place_names() -> frozenset[str]:
    return frozenset(
        name.casefold()
        for place in gazetteers().places
        if place.level in ("province", "regency", "city")
        for name in (place.name, place.capital)
        if name
    )


def find_dateline(line: str) -> str | None:
    """The place and outlet printed before the first sentence, as printed and without the dash behind them."""
    return _dateline(line[:_LONGEST])


@lru_cache(maxsize=32)  # asked of the same few lines again and again
def _dateline(head: str) -> str | None:
    dashed, stopped, led, _, colon, dated = _patterns()
    if _DASH.search(head) and (found := dashed.match(head)):
        dateline: str = (found[1] or found[2]).rstrip(" ,.")
        return None if dateline.casefold() in published_rules().kickers else dateline
    if "," not in head and ":" not in head:
        return None
    if found := stopped.match(head) or dated.match(head):
        return found[1]
    if (found := colon.match(head)) and found[2].casefold() in _place_names():
        return found[1]
    if found := led.match(head):
        words = found[2].split(" ")
        for count in (3, 2, 1):
            if len(words) >= count and " ".join(words[:count]).casefold() in _place_names():
                return f"{head[: found.start(2)]}{' '.join(words[:count])}"
    return None


def outlet_of(outlet: str | None, url: str | None, dateline: str | None) -> str | None:
    """The outlet: as the record names it, else the registered domain of the address, else by the dateline."""
    if outlet and outlet.strip():
        return outlet.strip()
    if url and (host := _HOST.match(url)):
        return registered_domain(host[1])
    if not dateline:
        return None
    if domain := _patterns()[3].search(dateline):
        return registered_domain(domain.group())
    agencies = published_rules().agencies
    pieces = [piece.strip(" -–—").casefold() for piece in re.split(r"[,|/()]", dateline)]
    return next((agencies[piece] for piece in pieces if piece in agencies), None)


def registered_domain(host: str) -> str:
    """The name that was registered: "kalteng.kabar.co.id" → "kabar.co.id"."""
    labels = host.lower().rstrip(".").split(".")
    second_level = published_rules().domains.second_level
    keep = 3 if len(labels) > 2 and labels[-1] == "id" and labels[-2] in second_level else 2
    if all(label.isdigit() for label in labels):
        return ".".join(labels)
    return ".".join(labels[-keep:])
