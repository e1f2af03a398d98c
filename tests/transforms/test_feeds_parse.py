"""Feeds of every kind, whole and broken."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.feeds.decoding import clean, decode
from transforms.feeds.model import Feed, NotAFeed
from transforms.feeds.parse import parse_feed

HOME = "https://kabar.example/"
GOOD = "<item><title>Netral</title><link>https://kabar.example/1</link></item>"


def rss(*items: str, head: str = "", root: str = 'version="2.0"') -> bytes:
    return f"<rss {root}><channel>{head}{''.join(items)}</channel></rss>".encode()


def feed(content: bytes | str, **options: str) -> Feed:
    found = parse_feed(content.encode() if isinstance(content, str) else content, url=HOME, **options)  # type: ignore[arg-type]
    assert isinstance(found, Feed), found
    return found


RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>K</title>
 <items><rdf:Seq/></items></channel><item rdf:about="https://kabar.example/1"><title>Netral</title>
 <link>https://kabar.example/1</link><dc:date>2024-09-02T08:00:00+07:00</dc:date><dc:creator>Sari</dc:creator></item></rdf:RDF>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>K</title><entry><title type="html">Netral</title>
 <link rel="self" href="https://kabar.example/atom/1"/><link href="/1"/><id>tag:1</id><author><name>Sari</name></author>
 <published>2024-09-02T08:00:00+07:00</published><updated>2024-09-03T08:00:00+07:00</updated></entry></feed>"""
PREFIXED = ATOM.replace("<", "<a:").replace("<a:/", "</a:").replace("xmlns=", "xmlns:a=")
RSS = rss(
    "<item><title>Netral</title><link>https://kabar.example/1</link><author>Sari</author>"
    "<pubDate>Mon, 02 Sep 2024 08:00:00 WIB</pubDate></item>"
)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (RSS, "rss20"),
        (RSS.replace(b"2.0", b"0.91"), "rss091u"),
        (RSS.replace(b"<rss", b"<RSS").replace(b"</rss", b"</RSS"), "rss20"),
        (RDF.encode(), "rss10"),
        (ATOM.encode(), "atom10"),
        (PREFIXED.encode(), "atom10"),
        (b"<b>Warning</b>: mysql_connect() in db.php<br />\n" + RSS, "rss20"),
        (b"\xef\xbb\xbf  \n" + RSS, "rss20"),
        (RSS.decode().encode("utf-16"), "rss20"),
        (RSS.decode().encode("utf-16-le"), "rss20"),
        (RSS.decode().encode("utf-32-be"), "rss20"),
    ],
)
def test_every_kind_gives_the_same_entry(content: bytes, kind: str) -> None:
    found = feed(content)
    (entry,) = found.entries
    assert (found.kind, entry.url, entry.title, entry.author) == (
        kind, "https://kabar.example/1", "Netral", "Sari",
    )  # fmt: skip
    assert entry.published and entry.published.at == datetime(2024, 9, 2, 1, tzinfo=UTC)
    assert not found.is_truncated and not found.refused


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "nothing in it"),
        (b" \n\xef\xbb\xbf", "nothing in it"),
        (b"<!DOCTYPE html><html><body>rss</body></html>", "HTML page"),
        (b"<html><body>&lt;rss&gt; <p><rss>is a format</rss></p></body></html>", "HTML page"),
        (b'<?xml version="1.0"?><urlset><url/></urlset>', "sitemap"),
        (b"<opml><body/></opml>", "list of feeds"),
        (b"<svg><path/></svg>", "first element is <svg>"),
        (b"Not found", "begins with 'Not found'"),
        (b'{"error": "not found"}', "no JSON Feed"),
        (b"[1, 2]", "not an object"),
        (b'{"items": [', "is not"),
        (b'<rdf:RDF xmlns:rdf="x"><Person/></rdf:RDF>', "without a channel"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "begins with"),
    ],
)
def test_what_is_no_feed_says_what_it_is(content: bytes, words: str) -> None:
    found = parse_feed(content)
    assert isinstance(found, NotAFeed)
    assert words in found.detail


def test_a_feed_without_entries_is_a_feed() -> None:
    assert feed("<rss version='2.0'><channel><title>K</title></channel></rss>").entries == ()
    assert feed("<rss/>").entries == ()


@pytest.mark.parametrize(
    "bad",
    [
        "<item><title>&#xD800; &#x110000; &#99999999999999; &#0;</title><link>/2</link></item>",
        "<item><title>A & B &nbsp; &tidakada; < C</title><link>/2</link></item>",
        '<item><link>/2</link><gml:Point srsName="EPSG:x"><gml:pos>1 2</gml:pos></gml:Point></item>',
        "<item><link>/2</link><title>tanpa akhir<p>",
        "<item><link>/2</link><description><![CDATA[tanpa akhir</description></item>",
        "<item><link>/2</link><!-- tanpa akhir",
        "<item><link>/2</link><x y=</item>",
        "<item><link>/2</link>" + "<a>" * 5_000 + "</item>",
        "<item><link>/2</link><author>" + "a" * 100_000 + "</author></item>",
        "<item><link>/2</link><author><![CDATA[" + "a" * 100_000 + "]]></author></item>",
        "<item><link>/2</link><x " + 'a="b" ' * 50_000 + "/></item>",
        "<item><link>/2</link><description>" + "‹" * 200_000 + "</description></item>",
        "<item><link>/2</link><description>" + "<![CDATA[" * 50_000 + "</description></item>",
        "<item><link>/2</link>\ud800\x00\x0b\ufffe</item>",
    ],
)
def test_one_bad_entry_costs_itself_alone(bad: str) -> None:
    namespaces = 'version="2.0" xmlns:gml="http://www.opengis.net/gml"'
    after = GOOD.replace("/1", "/3")
    content = rss(GOOD, bad, after, root=namespaces) if "\ud800" not in bad else None
    if content is None:
        text = f"<rss {namespaces}><channel>{GOOD}{bad}{after}</channel></rss>"
        content = text.encode("utf-8", "surrogatepass")
    found = feed(content)
    urls = [entry.url for entry in found.entries]
    assert urls[0] == "https://kabar.example/1"
    assert urls[-1] == "https://kabar.example/3"
    assert found.entry_count == 3


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1/x.dtd">',
        '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">',
        "<!DOCTYPE rss [<!ENTITY a '>]>'>",
    ],
)
def test_no_entity_of_the_document_is_expanded(doctype: str) -> None:
    item = "<item><title>a &b; &a; z</title><link>/2</link></item>"
    (entry,) = feed(doctype.encode() + rss(item)).entries
    assert entry.title == "a &b; &a; z"


def test_a_feed_that_breaks_off_keeps_its_whole_entries() -> None:
    found = feed(rss(GOOD, GOOD, GOOD)[:-60])
    assert found.is_truncated
    assert (len(found.entries), found.refused[0].code) == (2, "truncated")


def test_comments_and_texts_that_speak_of_items_are_no_entries() -> None:
    text = "<item><link>/2</link><description><![CDATA[<item>kode</item>]]></description></item>"
    found = feed(rss("<!-- <item><link>/9</link></item> -->", text))
    assert [entry.url for entry in found.entries] == ["https://kabar.example/2"]


@pytest.mark.parametrize(
    ("inside", "url"),
    [
        ("<link>https://kabar.example/a?x=1&amp;y=2</link>", "https://kabar.example/a?x=1&y=2"),
        ("<link>https://kabar.example/a?x=1&y=2</link>", "https://kabar.example/a?x=1&y=2"),
        ("<link>\n https://kabar.example/a \n</link>", "https://kabar.example/a"),
        ("<link><![CDATA[https://kabar.example/a]]></link>", "https://kabar.example/a"),
        ("<link>/a</link>", "https://kabar.example/a"),
        ("<guid>https://kabar.example/a</guid>", "https://kabar.example/a"),
        ("<guid isPermaLink='false'>77</guid>", None),
        ("<link>javascript:alert(1)</link>", None),
        ("<link>file:///etc/passwd</link>", None),
        (
            "<link>https://feedproxy.example/~r/1</link><feedburner:origLink>https://kabar.example/a</feedburner:origLink>",
            "https://kabar.example/a",
        ),
    ],
)
def test_the_link_of_an_entry(inside: str, url: str | None) -> None:
    root = 'version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
    (entry,) = feed(rss(f"<item><title>x</title>{inside}</item>", root=root)).entries
    assert entry.url == url


def test_full_content_and_summary_are_told_apart() -> None:
    root = 'version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    item = "<item><description>Pendek</description><content:encoded><![CDATA[<p>Panjang</p>]]></content:encoded></item>"
    (entry,) = feed(rss(item, root=root)).entries
    assert (entry.summary, entry.content) == ("Pendek", "<p>Panjang</p>")


def test_wishes_of_the_publisher_are_read() -> None:
    head = "<ttl>45</ttl><skipHours><hour>1</hour><hour>24</hour></skipHours><skipDays><day>Sunday</day></skipDays>"
    found = feed(rss(GOOD, head=head))
    assert (found.ttl_minutes, found.skip_hours, found.skip_days) == (45, (0, 1), (6,))


@pytest.mark.parametrize(
    ("declared", "written", "charset", "encoding"),
    [
        ("utf-8", "utf-8", None, "utf-8"),
        ("iso-8859-1", "utf-8", "iso-8859-1", "utf-8"),  # mislabelled
        ("iso-8859-1", "cp1252", None, "cp1252"),
        ("utf-8", "cp1252", "utf-8", "cp1252"),  # mislabelled
        ("koi8-r", "koi8-r", None, "koi8-r"),
        ("gibtsnicht", "cp1252", "unicode_escape", "cp1252"),
    ],
)
def test_encodings_are_found_by_the_bytes(
    declared: str, written: str, charset: str | None, encoding: str
) -> None:
    word = "Привет" if written == "koi8-r" else "Café “ASN”"
    text = f'<?xml version="1.0" encoding="{declared}"?><rss><channel><item><title>{word}</title></item></channel></rss>'
    found = parse_feed(text.encode(written), charset=charset)
    assert isinstance(found, Feed)
    assert (found.entries[0].title, found.encoding) == (word, encoding)


def test_a_stray_byte_in_one_entry_does_not_garble_the_others() -> None:
    content = rss("<item><title>Ikrar “netral” é</title></item>", "<item><title>X</title></item>")
    found = feed(content.replace(b"X", b"\x93X\x94"))
    assert [entry.title for entry in found.entries] == ["Ikrar “netral” é", "“X”"]


JSON_ITEM = {
    "id": 7,
    "url": "https://kabar.example/1",
    "title": "Netral",
    "content_html": "<p>Isi</p>",
    "date_published": "2024-09-02T08:00:00+07:00",
    "authors": [{"name": "Sari"}],
}


@pytest.mark.parametrize("version", ["1", "1.1"])
def test_json_feeds(version: str) -> None:
    data = {"version": f"https://jsonfeed.org/version/{version}", "title": "K", "items": [JSON_ITEM, 5, {}]}
    found = feed(json.dumps(data))
    assert (found.kind, found.title) == ("json" + version.replace(".", ""), "K")
    assert (found.entries[0].url, found.entries[0].guid, found.entries[0].author) == (
        "https://kabar.example/1", "7", "Sari",
    )  # fmt: skip
    assert [refused.position for refused in found.refused] == [2]


def test_a_broken_item_of_a_json_feed_costs_itself_alone() -> None:
    whole = json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "items": [JSON_ITEM, {"id": "x"}, JSON_ITEM]}
    )
    found = feed(whole.replace('{"id": "x"}', '{"id": \\x}'))
    assert [entry.position for entry in found.entries] == [1, 3]
    assert [refused.code for refused in found.refused] == ["broken_entry"]
    assert len(feed(whole[:-40]).entries) == 2


def test_odd_json_never_raises() -> None:
    deep = '{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 100_000
    assert isinstance(parse_feed(deep.encode()), Feed)
    assert isinstance(parse_feed(b'{"a":' * 100_000), NotAFeed)
    huge = b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": ' + b"9" * 10_000 + b"}]}"
    assert isinstance(parse_feed(huge), Feed)


@given(
    st.binary(max_size=300), st.sampled_from([b"", b"<rss><channel><item>", b"<feed><entry>", b'{"items":['])
)
def test_any_bytes_give_a_feed_or_say_why_not(tail: bytes, head: bytes) -> None:
    assert isinstance(parse_feed(head + tail, url=HOME), Feed | NotAFeed)


@given(st.text(max_size=300))
def test_cleaned_text_is_legal_xml_text(text: str) -> None:
    cleaned = clean(text)
    assert "\x00" not in cleaned
    assert decode(cleaned.encode()).text == cleaned.removeprefix("\ufeff")
