"""Every rule in `config/` is proved by its own examples and counter-examples."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from config.loader import rule_files
from transforms.events.word_classes import WordClass, spelled


def rules() -> Iterator[tuple[str, dict[str, Any]]]:
    for file in rule_files():
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        classes = {name: WordClass.model_validate(words) for name, words in data.get("classes", {}).items()}
        yield from _walk(file.name, spelled(data, classes))


def _walk(name: str, node: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        if isinstance(node.get("pattern"), str) and "examples" in node:
            yield f"{name}:{node.get('id')}", node
        for value in node.values():
            yield from _walk(name, value)
    elif isinstance(node, list):
        for value in node:
            yield from _walk(name, value)


RULES = dict(rules())


@pytest.mark.parametrize("name", RULES)
def test_rule_finds_its_examples_and_none_of_its_counter_examples(name: str) -> None:
    rule = RULES[name]
    pattern = re.compile(rule["pattern"])
    assert rule["examples"], f"{name} has no example"
    assert [text for text in rule["examples"] if not pattern.search(text)] == []
    assert [text for text in rule.get("counter_examples", ()) if pattern.search(text)] == []
