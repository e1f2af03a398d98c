"""What the agreements of two reports are worth: `config/rules/resolve.toml`."""

from functools import cache

from config.loader import Model, load_toml


class Points(Model):
    """What each agreement of two reports is worth; see the comments in the file."""

    same_story: float
    same_place: float
    inside_place: float
    same_date: float
    overlapping_date: float
    one_day_off: float
    open_date: float
    published_near: float
    published_apart: float
    told_before: float
    shared_actor: float
    shared_short_name: float
    other_actors: float
    shared_word: float
    same_venue: float
    most_actors: int
    most_words: int


class Evidence(Model):
    """What must agree besides time and place."""

    words: int
    actors: int


class ResolveRules(Model):
    """`config/rules/resolve.toml`."""

    threshold: float
    vague_threshold: float
    margin: float
    near_days: int
    apart_days: int
    points: Points
    evidence: Evidence
    dull_words: frozenset[str]
    central_roles: frozenset[str]


@cache
def resolve_rules() -> ResolveRules:
    """The rules of `config/rules/resolve.toml`.

    Raises:
        ConfigError: where the file does not fit.
    """
    return load_toml(ResolveRules, "rules/resolve.toml")
