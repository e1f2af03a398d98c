"""Where a client may connect to: the check holds for the very address that is connected to, on each hop."""

import ipaddress
import ssl
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from flows.ingest import addresses
from flows.ingest.addresses import AddressError, checked_addresses, is_own, is_public
from flows.ingest.http import Fetcher, Request
from flows.ingest.targets import BadUrlError, parse_target
from tests.flows.rude_server import ARTICLE, RudeServer, page
from tests.flows.web_client import asked, client, document, failure, fetch_settings, resolver


@pytest.fixture(scope="module")
def server() -> Iterator[RudeServer]:
    with RudeServer() as running:
        yield running


@pytest.mark.parametrize(
    "text", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_the_open_internet_is_public(text: str) -> None:
    address = ipaddress.ip_address(text)
    assert is_public(address) and not is_own(address)


@pytest.mark.parametrize(
    "text",
    ["127.0.0.1", "127.255.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "::1", "fd12::1",
     "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "::7f00:1"],
)  # fmt: skip
def test_the_own_network_needs_permission(text: str) -> None:
    address = ipaddress.ip_address(text)
    assert is_own(address) and not is_public(address)


@pytest.mark.parametrize(
    "text",
    ["169.254.169.254", "169.254.0.1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "0.0.0.0", "0.1.2.3", "::",
     "224.0.0.1", "239.1.1.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1", "192.0.0.192",
     "100.100.100.200", "168.63.129.16", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "fd00:ec2::254",
     "fd20:ce::254", "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "100::1", "4000::1"],
)  # fmt: skip
def test_some_addresses_are_never_connected_to(text: str) -> None:
    address = ipaddress.ip_address(text)
    assert not is_public(address) and not is_own(address)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "0", "[::1]",
     "[::ffff:127.0.0.1]", "[::]", "0.0.0.0", "169.254.169.254", "１２７.0.0.1"],
)  # fmt: skip
def test_every_spelling_of_a_forbidden_host_is_refused(host: str) -> None:
    with Fetcher(fetch_settings()) as fetcher:  # the system's own resolver
        assert failure(fetcher.fetch(Request(url=f"http://{host}:1/"))).code in ("forbidden_address", "dns")


def test_no_permission_reaches_a_metadata_service() -> None:
    with Fetcher(fetch_settings()) as fetcher:
        for host in ("169.254.169.254", "[::ffff:169.254.169.254]", "0.0.0.0", "2852039166"):
            found = failure(fetcher.fetch(asked(f"http://{host}/latest/meta-data/")))
            assert found.code == "forbidden_address"


def test_a_name_at_a_private_address_is_refused_without_a_connection(server: RudeServer) -> None:
    with client(names={"kabar.example": ["127.0.0.1"]}) as fetcher:
        before = len(server.requests)
        found = failure(fetcher.fetch(Request(url=server.url("/article", "kabar.example"))))
        assert found.code == "forbidden_address" and "127.0.0.1" in found.detail
        assert len(server.requests) == before


def test_one_forbidden_address_among_several_refuses_the_name() -> None:
    both = resolver({"kabar.example": ["93.184.216.34", "127.0.0.1"]})
    with pytest.raises(AddressError, match=r"127\.0\.0\.1"):
        checked_addresses("kabar.example", 80, private_allowed=False, resolve=both, seconds=1)


def test_the_connection_goes_to_the_address_that_was_checked(server: RudeServer) -> None:
    calls = []

    def rebinding(host: str, port: int) -> list[str]:
        calls.append(host)
        return ["127.0.0.1"] if len(calls) == 1 else ["169.254.169.254"]

    with Fetcher(fetch_settings(), resolve=rebinding) as fetcher:
        found = document(fetcher.fetch(asked(server.url("/article", "kabar.example"))))
    assert found.content == ARTICLE
    assert calls == ["kabar.example"]  # robots.txt and the article came over one checked connection
    assert server.seen("/article")[-1].headers["host"] == f"kabar.example:{server.port}"


def test_a_silent_resolver_is_given_up() -> None:
    def silent(host: str, port: int) -> list[str]:
        time.sleep(1)
        return []

    with Fetcher(fetch_settings(connect_seconds=0.2), resolve=silent) as fetcher:
        assert failure(fetcher.fetch(Request(url="http://kabar.example/"))).code == "dns"


def test_a_redirect_to_another_private_host_is_refused_even_for_a_source_of_ones_own(
    server: RudeServer,
) -> None:
    with RudeServer() as inner, client() as fetcher:
        for to in (inner.url("/article"), server.url("/article", "localhost"), "http://169.254.169.254/"):
            found = failure(fetcher.fetch(asked(server.url(f"/redirect?to={to}"))))
            assert found.code == "forbidden_address", to
        assert not inner.requests


def test_a_link_in_a_feed_of_ones_own_leads_to_no_other_private_host(server: RudeServer) -> None:
    with RudeServer() as inner, client() as fetcher:
        feed = server.url("/feed.xml")
        document(fetcher.fetch(asked(server.url("/article"), source_url=feed)))
        for link in (inner.url("/article"), server.url("/article", "localhost")):
            assert failure(fetcher.fetch(asked(link, source_url=feed))).code == "forbidden_address"
        assert not inner.requests


def test_each_hop_is_checked_where_the_first_was_public(
    server: RudeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "is_public", lambda address: str(address) == "127.0.0.1")
    names = {"kabar.example": ["127.0.0.1"], "jebakan.example": ["10.0.0.1"]}
    with client(names=names) as fetcher:
        document(fetcher.fetch(Request(url=server.url("/redirect?to=/article", "kabar.example"))))
        for host in ("jebakan.example", "[::1]", "10.0.0.1"):
            to = f"http://{host}/article"
            found = failure(fetcher.fetch(Request(url=server.url(f"/redirect?to={to}", "kabar.example"))))
            assert found.code == "forbidden_address", to


def test_a_robots_file_cannot_lead_to_a_private_address(server: RudeServer) -> None:
    with RudeServer() as inner, RudeServer() as outer, client() as fetcher:
        outer.robots = lambda visit: visit.answer(302, Location=inner.url("/robots.txt"))
        assert failure(fetcher.fetch(asked(outer.url("/article")))).code == "forbidden_address"
        assert not inner.requests and not outer.seen("/article")


def test_a_connection_opened_by_permission_serves_no_other_request(server: RudeServer) -> None:
    with client() as fetcher:
        document(fetcher.fetch(asked(server.url("/article"))))
        assert failure(fetcher.fetch(Request(url=server.url("/article")))).code == "forbidden_address"
        document(fetcher.fetch(asked(server.url("/article"))))


@pytest.mark.parametrize(
    ("url", "parsed"),
    [
        ("HTTP://Kabar.Example", "http://kabar.example/"),
        ("https://kabar.example:443/a b?q=é#x", "https://kabar.example/a%20b?q=%C3%A9"),
        ("http://kabar.example:80/a%20b", "http://kabar.example/a%20b"),
        ("http://kabar.example./", "http://kabar.example/"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://[2606:4700:0::1111]:8080/", "http://[2606:4700::1111]:8080/"),
        (" https://kabar.example/x\n", "https://kabar.example/x"),
    ],
)
def test_an_address_is_written_in_one_way(url: str, parsed: str) -> None:
    assert parse_target(url).url == parsed


@pytest.mark.parametrize(
    "url",
    ["http://a\\b.example/", "http://kabar.example\\@127.0.0.1/", "http://%31%32%37.0.0.1/", "http://ka bar.example/",
     "http://kabar..example/", "http://-/", "http://" + "a" * 254 + "/", "http://[::1]x/", "http://[v1.a]/"],
)  # fmt: skip
def test_a_crooked_host_is_no_host(url: str) -> None:
    with pytest.raises(BadUrlError):
        parse_target(url)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate for kabar.example, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "kabar.example")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("kabar.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "kabar.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return path


def test_tls_is_checked_against_the_name_though_the_address_is_connected_to(certificate: Path) -> None:
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(certificate)
    trusting = ssl.create_default_context(cafile=str(certificate))
    names = resolver({"kabar.example": ["127.0.0.1"], "lain.example": ["127.0.0.1"]})
    with RudeServer(ssl_context=serving) as secure:
        secure.add("/aman", page(ARTICLE))
        with Fetcher(fetch_settings(), resolve=names, ssl_context=trusting) as fetcher:
            assert document(fetcher.fetch(asked(secure.url("/aman", "kabar.example")))).content == ARTICLE
            assert failure(fetcher.fetch(asked(secure.url("/aman", "lain.example")))).code == "tls"
        with Fetcher(fetch_settings(), resolve=names) as fetcher:
            assert failure(fetcher.fetch(asked(secure.url("/aman", "kabar.example")))).code == "tls"


def test_plain_http_where_tls_was_asked_for_is_a_failed_connection(server: RudeServer) -> None:
    with client() as fetcher:
        found = failure(fetcher.fetch(asked(server.url("/article").replace("http:", "https:"))))
    assert found.code == "tls"
