"""The two maps: bubbles on the coast line, and a grid with a tile for each province."""

import csv
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

HERE = files("warehouse.report")
WIDTH, HEIGHT = 950, 380
"""The map's size in its own units; `coast.path` is drawn in them: 20 to a degree, from 94.5° E and 7° N."""
WEST, NORTH, UNITS = 94.5, 7.0, 20.0
SMALLEST, LARGEST = 3.5, 22.0
FULL_SIZE_FROM = 20
"""A place needs so many events for the largest circle, so that few events look few."""
STEPS = 5
"""Shades of the tiles; their order is by lightness alone, so that it needs no sense of colour."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A province on the grid, with its name in English and a short one."""

    place_code: str
    column: int
    row: int
    short: str
    name: str
    english: str


@cache
def tiles() -> tuple[Tile, ...]:
    """The 38 provinces on a grid that keeps neighbours together."""
    with (HERE / "tiles.csv").open(encoding="utf-8") as file:
        return tuple(
            Tile(
                row["place_code"],
                int(row["column"]),
                int(row["row"]),
                row["short"],
                row["name"],
                row["english"],
            )
            for row in csv.DictReader(file)
        )


@cache
def coast() -> str:
    """The coast line as an SVG path, simplified from Natural Earth (public domain)."""
    return (HERE / "coast.path").read_text(encoding="utf-8").strip()


def bubbles(areas: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Places with coordinates as circles whose area follows their events, the largest first."""
    placed = [a for a in areas if a["latitude"] is not None and a["longitude"] is not None]
    most = max((a["events"] for a in placed), default=1)
    return [
        {
            **area,
            "x": round((area["longitude"] - WEST) * UNITS, 1),
            "y": round((NORTH - area["latitude"]) * UNITS, 1),
            "r": round(max(SMALLEST, LARGEST * math.sqrt(area["events"] / max(most, FULL_SIZE_FROM))), 1),
        }
        for area in placed
    ]


def shaded(provinces: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The tiles with the numbers of their provinces and a shade from 0 (none) to `STEPS`."""
    by_code = {row["place_code"]: row for row in provinces}
    most = max((row["events"] for row in by_code.values()), default=0)
    found = []
    for tile in tiles():
        row = by_code.get(tile.place_code, {"events": 0, "articles": 0, "rate": None, "name": tile.name})
        share = math.log1p(row["events"]) / math.log1p(most) if most else 0.0
        found.append({**row, "tile": tile, "shade": math.ceil(share * STEPS)})
    return found
