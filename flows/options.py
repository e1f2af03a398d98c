"""Options that several commands share."""

import getpass
from pathlib import Path
from typing import Annotated

import typer

Home = Annotated[
    Path, typer.Option("--home", envvar="WARTA_HOME", help="Folder of all state.", show_default=True)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Config = Annotated[Path | None, typer.Option("--config", help="A TOML file laid over the settings.")]
By = Annotated[str | None, typer.Option("--by", help="Who decides; by default the user of this machine.")]
HERE = Path("data")
FAILED, WRONG_USAGE, SOME_REJECTED = 1, 2, 3


def user() -> str:
    """The user of this machine."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
