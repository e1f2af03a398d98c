"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Home = Annotated[
    Path, typer.Option("--home", envvar="WARTA_HOME", help="Folder of all state.", show_default=True)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Config = Annotated[Path | None, typer.Option("--config", help="A TOML file laid over the settings.")]
HERE = Path("data")
FAILED, WRONG_USAGE, SOME_REJECTED = 1, 2, 3
