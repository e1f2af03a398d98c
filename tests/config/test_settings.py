from pathlib import Path

import pytest

from config.errors import ConfigError
from config.loader import Model, load_csv, load_toml
from config.settings import load_settings
from config.sources import load_sources


def test_defaults_load_without_any_file_of_the_user(tmp_path: Path) -> None:
    assert load_settings(tmp_path).timezone == "Asia/Jakarta"


def test_a_users_value_wins_and_the_rest_stays(tmp_path: Path) -> None:
    (tmp_path / "warta.toml").write_text('[serve]\ncron = "5 4 * * *"\n')
    settings = load_settings(tmp_path)
    assert settings.serve.cron == "5 4 * * *"
    assert settings.serve.timezone == "Asia/Jakarta"


def test_a_file_named_on_the_command_line_lies_over_the_homes(tmp_path: Path) -> None:
    (tmp_path / "warta.toml").write_text("batch_size = 3\nprocesses = 1\n")
    (tmp_path / "other.toml").write_text("batch_size = 4\n")
    settings = load_settings(tmp_path, tmp_path / "other.toml")
    assert (settings.batch_size, settings.processes) == (4, 1)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("batch_size = 3\nbatchsize = 4\n", 2, "key 'batchsize': unknown key"),
        ("[serve]\n\ncronn = 'x'\n", 3, "key 'serve.cronn': unknown key"),
        ("batch_size = 'many'\n", 1, "key 'batch_size'"),
        ("timezone = 'Asia/Jakatra'\n", 1, "is no time zone"),
    ],
)
def test_an_error_names_file_line_and_key(tmp_path: Path, text: str, line: int, words: str) -> None:
    path = tmp_path / "warta.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as error:
        load_settings(tmp_path)
    assert f"{path}, line {line}," in str(error.value)
    assert words in str(error.value)


def test_settings_are_frozen(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_settings(tmp_path).batch_size = 1  # type: ignore[misc]


def test_broken_toml_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "warta.toml").write_text("batch_size = \n")
    with pytest.raises(ConfigError, match=r"warta\.toml: not valid TOML"):
        load_settings(tmp_path)


def test_the_shipped_samples_are_a_source_that_is_not_enabled(tmp_path: Path) -> None:
    samples = load_sources(tmp_path)["samples"]
    assert not samples.enabled
    assert samples.location().is_dir()


def test_a_users_source_joins_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(
        '[[source]]\nid = "kabar"\nname = "Kabar"\nkind = "files"\npath = "x"\ntimezone = "Asia/Makassar"\n'
    )
    assert set(load_sources(tmp_path)) == {"samples", "korupsi_samples", "kabar"}


def test_a_source_named_twice_is_an_error(tmp_path: Path) -> None:
    one = '[[source]]\nid = "kabar"\nname = "Kabar"\nkind = "files"\npath = "x"\n'
    (tmp_path / "sources.toml").write_text(one + one)
    with pytest.raises(ConfigError, match="'kabar' is named twice"):
        load_sources(tmp_path)


class Row(Model):
    name: str
    count: int | None = None


def test_a_csv_row_that_does_not_fit_is_named_by_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("name,count\na,1\nb,two\n")
    with pytest.raises(ConfigError, match=r"line 3, column .*count"):
        load_csv(Row, path)


def test_an_empty_csv_cell_is_absent(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("name,count\na,\n")
    assert load_csv(Row, path)[0].count is None


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_toml(Row, tmp_path / "none.toml")
