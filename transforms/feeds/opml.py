"""Lists of feeds as feed readers export them: OPML, with folders in folders."""

from collections.abc import Iterator

from lxml import etree

from transforms.feeds.decoding import clean, decode
from transforms.feeds.model import NotAFeed, Outline


def parse_opml(content: bytes) -> tuple[Outline, ...] | NotAFeed:
    """The feeds of an OPML file in their order, each address once. Never raises for content."""
    text = clean(decode(content).text)
    if "<opml" not in text[:65536].lower():
        return NotAFeed(detail="It has no element <opml>.", code="not_opml")
    parser = etree.XMLPullParser(
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
    )
    try:
        declaration = text.find("?>")
        body = text[declaration + 2 :] if text.lstrip().startswith("<?xml") and declaration > 0 else text
        parser.feed(body.encode("utf-8", "replace"))
        found: dict[str, Outline] = {}
        for outline in _outlines(parser):
            found.setdefault(outline.url, outline)
    except etree.XMLSyntaxError as error:
        return NotAFeed(detail=f"It cannot be read as XML: {error}", code="not_opml")
    return tuple(found.values())


def _outlines(parser: "etree.XMLPullParser") -> Iterator[Outline]:
    folders: list[str] = []
    for event, element in parser.read_events():
        if str(element.tag).lower() != "outline":
            continue
        given = {str(key).lower(): " ".join(str(value).split()) for key, value in element.items()}
        title = given.get("title") or given.get("text") or None
        if event == "end":
            folders.pop()
            continue
        url = given.get("xmlurl", "")
        if url.lower().startswith(("http://", "https://", "feed://")):
            yield Outline(
                url=url if url.lower().startswith("http") else "http" + url[4:],
                title=title,
                home_url=given.get("htmlurl") or None,
                folders=tuple(name for name in folders if name),
            )
        folders.append(title or "")
