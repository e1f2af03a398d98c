"""What a headline says of its article."""

from functools import cache

from config.loader import Model, Rule, load_toml
from transforms.matching import fold


class HeadlineRules(Model):
    """`config/rules/headlines.toml`."""

    untrue: Rule


def is_called_untrue(title: str | None) -> bool:
    """Whether a headline calls what it tells untrue ("[SALAH] 12 Camat Dicopot")."""
    return _rules().untrue.regex.search(fold(title or "")) is not None


@cache
def _rules() -> HeadlineRules:
    return load_toml(HeadlineRules, "rules/headlines.toml")
