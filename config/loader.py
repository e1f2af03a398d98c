"""One typed loader for everything in `config/`: TOML files into frozen models, CSV tables into rows."""

import csv
import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from config.errors import ConfigError

ROOT: Traversable = files("config")


class Model(BaseModel):
    """Base of all configuration: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Rule(Model):
    """A pattern of the language or of the press, with the text that proves it.

    `pattern` is a Python regular expression. Each of `examples` must be found by it and none of
    `counter_examples`; `tests/config/test_rules.py` proves that for every rule in `config/`.
    """

    id: str
    pattern: str
    note: str = ""
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern, compiled."""
        return re.compile(self.pattern)


M = TypeVar("M", bound=BaseModel)


def load_toml(model: type[M], source: str | Path) -> M:
    """Read a TOML file into `model`.

    Args:
        model: the frozen model that the file must fit exactly.
        source: a path inside `config/` as a string ("rules/dates.toml"), or any `Path`.

    Raises:
        ConfigError: naming file, line and key where the file is missing, is no TOML, or does not fit.
    """
    return merge_toml(model, source, [])


def merge_toml(model: type[M], base: str | Path, layers: Sequence[Path]) -> M:
    """Read `base` and lay the files of `layers` over it, table by table, the last one on top.

    Raises:
        ConfigError: naming the file that holds the offending key, its line and the key.
    """
    files_read = [_parse(source) for source in (base, *layers)]
    merged: dict[str, Any] = {}
    for _, _, data in files_read:
        merged = _over(merged, data)
    try:
        return model.model_validate(merged)
    except ValidationError as error:
        raise ConfigError(_explain(files_read, error)) from error


def load_csv(model: type[M], source: str | Path) -> tuple[M, ...]:
    """Read a CSV table with a header line into rows of `model`; an empty cell is an absent value.

    Raises:
        ConfigError: naming file, line and column where a row does not fit.
    """
    name, text = _read(source)
    lines = csv.reader(text.splitlines())
    header = next(lines, [])
    rows = [{k: v for k, v in zip(header, line, strict=False) if v != ""} for line in lines if line]
    try:
        return tuple(TypeAdapter(list[model]).validate_python(rows))  # type: ignore[valid-type]
    except ValidationError as error:
        first = error.errors()[0]
        raise ConfigError(
            f"{name}, line {int(first['loc'][0]) + 2}, column {first['loc'][1:]}: {first['msg']}"
        ) from error


def load_words(source: str) -> frozenset[str]:
    """Read a list of words, one on each line, from a path inside `config/`.

    Raises:
        ConfigError: where the file cannot be read.
    """
    return frozenset(_read(source)[1].split())


def rule_files() -> Sequence[Traversable]:
    """All TOML files of rules and topics, for the test that proves each rule on its examples."""
    return [
        file
        for folder in ("rules", "topics")
        for file in sorted((ROOT / folder).iterdir(), key=lambda entry: entry.name)
        if file.name.endswith(".toml")
    ]


def rules_in(node: object) -> Iterator[Rule]:
    """All rules of a model, at any depth."""
    if isinstance(node, Rule):
        yield node
    elif isinstance(node, Model):
        for name in type(node).model_fields:
            yield from rules_in(getattr(node, name))
    elif isinstance(node, tuple):
        for part in node:
            yield from rules_in(part)


def prove(rule: Rule) -> list[str]:
    """What is wrong with a rule: a pattern that is none, examples it misses, counter-examples it finds."""
    try:
        pattern = re.compile(rule.pattern)
    except re.error as error:
        return [f"the pattern is no regular expression: {error}"]
    return [
        *(f"misses its example {text!r}" for text in rule.examples if not pattern.search(text)),
        *(f"finds its counter-example {text!r}" for text in rule.counter_examples if pattern.search(text)),
    ]


def topic_files(own: Path | None = None) -> tuple[tuple[str | Path, ...], ...]:
    """The files that declare topics, by folder: those of `config/topics/`, then those of the folder `own`."""
    shipped = sorted(file.name for file in (ROOT / "topics").iterdir() if file.name.endswith(".toml"))
    theirs = sorted(own.glob("*.toml")) if own is not None else []
    return tuple(f"topics/{name}" for name in shipped), tuple(theirs)


def _read(source: str | Path) -> tuple[str, str]:
    try:
        if isinstance(source, Path):
            return str(source), source.read_text(encoding="utf-8")
        return f"config/{source}", (ROOT / source).read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{source}: cannot be read ({error.strerror}). Check the path.") from error


def _parse(source: str | Path) -> tuple[str, str, dict[str, Any]]:
    name, text = _read(source)
    try:
        return name, text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{name}: not valid TOML: {error}. Mend the line named and try again.") from error


def _over(under: dict[str, Any], upper: dict[str, Any]) -> dict[str, Any]:
    both = {key: _over(under[key], value) for key, value in upper.items()
            if isinstance(value, dict) and isinstance(under.get(key), dict)}  # fmt: skip
    return {**under, **upper, **both}


def _explain(files_read: Sequence[tuple[str, str, dict[str, Any]]], error: ValidationError) -> str:
    lines = []
    for problem in error.errors():
        key = ".".join(str(part) for part in problem["loc"])
        last = next((str(part) for part in reversed(problem["loc"]) if isinstance(part, str)), "")
        name, at = _where(files_read, last)
        what = "unknown key" if problem["type"] == "extra_forbidden" else problem["msg"]
        lines.append(f"{name}, line {at}, key '{key}': {what}")
    return "\n".join(lines)


def _where(files_read: Sequence[tuple[str, str, dict[str, Any]]], key: str) -> tuple[str, int]:
    """The file and line that set `key`, the topmost layer first; else the base file, line 1."""
    setting = re.compile(rf"^\s*(\[+\s*)?([\w.]+\.)?{re.escape(key)}\s*(=|\])", re.MULTILINE)
    for name, text, _ in reversed(files_read):
        if found := setting.search(text):
            return name, text.count("\n", 0, found.end()) + 1
    return files_read[0][0], 1
