"""How pages are made of templates: everything that is put into them is escaped."""

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined


def environment(*packages: str) -> Environment:
    """Templates of some packages, the first one's before the others'."""
    env = Environment(
        loader=ChoiceLoader([PackageLoader(package) for package in packages]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
    )
    env.filters["http"] = http
    return env


def http(url: str | None) -> str | None:
    """The address where it is one of the web, else none: a link to anything else would be the article's own."""
    return url if url and url.lower().startswith(("http://", "https://")) else None
