"""Whether an article speaks of those whose penalties and counts are read: `config/rules/subject.toml`."""

from functools import cache

from config.loader import Model, Rule, load_toml
from transforms.literals import strings_of
from transforms.lockstep import kept_for_texts
from transforms.matching import PhraseMatcher
from transforms.records import Article


class SubjectRules(Model):
    """`config/rules/subject.toml`."""

    subject: Rule


def is_of_servants(article: Article) -> bool:
    """Whether text or title names civil servants, those who watch over them, or an election."""
    return _is_said(article.text, article.title or "")


@kept_for_texts
def _is_said(text: str, title: str) -> bool:
    return _words().is_in(text) or _words().is_in(title)


@cache
def _words() -> PhraseMatcher[None]:
    rules = load_toml(SubjectRules, "rules/subject.toml")
    return PhraseMatcher((words, None) for words in strings_of(rules.subject.pattern))
