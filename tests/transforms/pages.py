"""A news page in a usual form, with an invented article."""

from collections.abc import Mapping

from transforms.cleaning.clean import Cleaned, clean_article
from transforms.records import Article, Document

PARAGRAPHS = (
    "Bupati Makmur, Sya’rani, membuka apel netralitas di halaman kantor bupati pada Senin (2/9/2024).",
    "“Pegawai harus netral dalam pilkada,” kata Sya’rani kepada para pegawai. Ia meminta mereka menjaga sikap.",
    "Ketua Bawaslu Makmur, Rini Wati, mengatakan pihaknya akan mengawasi pegawai di media sosial.",
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
TEXT = "\n".join(PARAGRAPHS)
HEAD = """<meta property="og:site_name" content="Kabar Makmur">
<meta property="article:published_time" content="2024-09-02T10:15:00+07:00">
<link rel="canonical" href="https://kabar.example/2024/apel?utm_source=x">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite"},
{"@type": "NewsArticle", "author": [{"@type": "Person", "name": "Joko Rahmat"}]}]}</script>"""


def page(
    body: str = BODY,
    *,
    head: str = HEAD,
    title: str = "Bupati Makmur Buka Apel Netralitas",
    after: str = "",
) -> str:
    """A page with navigation, related links, credits and a footer round `body`."""
    headline = f"<h1>{title}</h1>" if title else ""
    title = f"<title>{title} - Kabar Makmur</title>" if title else ""
    return f"""<!DOCTYPE html><html lang="id"><head><meta charset="utf-8">{title}{head}</head>
<body><nav><ul><li><a href="/">Beranda</a></li><li><a href="/daerah">Daerah</a></li></ul></nav>
<main><article>{headline}{body}<p>Editor: Rini Hapsari</p>
<p><strong>Baca juga: <a href="/x">Harga Cabai Naik di Pasar Makmur</a></strong></p>
<p>COPYRIGHT © KABAR 2024</p></article></main>{after}<footer>Tentang kami</footer></body></html>"""


def document(html: str, metadata: Mapping[str, str] | None = None) -> Document:
    return Document(
        document_id="d", article_id="a", source_id="s", origin="o", media_type="text/html", encoding="utf-8",
        content=html.encode("utf-8", "surrogatepass"), metadata=metadata or {}, fetched_at=None, timezone="Asia/Jakarta",
    )  # fmt: skip


def clean(html: str, metadata: Mapping[str, str] | None = None) -> Article:
    cleaned = clean_article(document(html, metadata))
    assert isinstance(cleaned, Cleaned), cleaned
    return cleaned.article
