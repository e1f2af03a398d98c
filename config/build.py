"""Rebuild the gazetteers from a folder of source facts: `python -m config.build FOLDER`.

The folder holds the files named in `config/gazetteers/SOURCES.md`. Rows that were added here by hand
live in `config/gazetteers/additions/TABLE.csv` and are appended, so that a rebuild loses nothing.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent / "gazetteers"
LEVELS = {
    "provinsi": "province",
    "kabupaten": "regency",
    "kabupaten_administrasi": "regency",
    "kota": "city",
    "kota_administrasi": "city",
    "kecamatan": "district",
    "distrik": "district",
}
# The press says "Jakarta" and "Yogyakarta"; the long forms stay as aliases.
SHORT_PROVINCE = {"31": "DKI Jakarta", "34": "DI Yogyakarta"}
# The secretariat, an office of many people: the press never calls the secretary so.
NO_TITLES = frozenset({"Setda"})
Row = dict[str, Any]


def main(folder: Path) -> None:
    """Write every table from the sources in `folder`."""
    for name, rows in tables(folder).items():
        write(name, rows)


def tables(folder: Path) -> dict[str, list[Row]]:
    """All tables by name, rows in a fixed order."""

    def source(name: str) -> Any:
        return yaml.safe_load((folder / name).read_text(encoding="utf-8"))

    honorifics, organizations = source("honorifics.yml"), source("organisations.yml")
    laws, elections, aliases = source("laws.yml"), source("elections.yml"), source("place_aliases.yml")
    titles, sanctions = source("titles.yml"), source("sanctions.yml")
    with (folder / "gazetteer_prov_kab_kec.csv").open(encoding="utf-8", newline="") as file:
        places = list(csv.DictReader(file))
    return {
        "places": list(place_rows(places)),
        "place_aliases": list(place_alias_rows(aliases)),
        "outlets": [
            {"domain": o["domain"], "place_code": o["code"], "verified": False}
            for o in aliases["outlet_home"]
        ],
        "titles": list(title_rows(titles)),
        "acting": [
            {"form": form, "acting": a["abbr"], "verified": a.get("verified", False)}
            for a in titles["acting_prefixes"]
            for form in a["forms"]
        ],
        "honorifics": list(honorific_rows(honorifics)),
        "degrees": list(degree_rows(honorifics)),
        "organizations": list(organization_rows(organizations)),
        "organization_aliases": [
            {"alias": alias, "organization_id": o["id"], "verified": o.get("verified", False)}
            for o in organizations["organisations"]
            for alias in unique([o["name"], *o["aliases"]])
        ],
        "law_kinds": [
            {"form": form, "kind": kind} for kind, forms in laws["type_forms"].items() for form in forms
        ],
        "laws": list(law_rows(laws)),
        "law_aliases": [
            {"alias": alias, "law_id": law["id"]} for law in laws["laws"] for alias in law.get("aliases", ())
        ],
        "sanctions": list(sanction_rows(sanctions)),
        **election_tables(elections),
    }


def place_rows(places: list[dict[str, str]]) -> Iterator[Row]:
    """The country, then provinces, regencies, cities and districts."""
    yield {"place_code": "ID", "level": "country", "name": "Indonesia", "full_name": "Republik Indonesia",
           "capital": "Jakarta"}  # fmt: skip
    for p in places:
        yield {
            "place_code": p["code"],
            "level": LEVELS[p["type"]],
            "name": SHORT_PROVINCE.get(p["code"], p["base_name"]),
            "full_name": p["name"] if p["level"] != "1" else f"Provinsi {p['name']}",
            "parent_code": p["parent_code"] or "ID",
            "province_code": p["province_code"],
            "capital": p["capital"] or None,
            "latitude": p["lat"],
            "longitude": p["lon"],
        }


def place_alias_rows(aliases: Row) -> Iterator[Row]:
    """Aliases, marked ambiguous wherever one stands for more than one code, whatever the source says."""
    pairs = [(alias, p["code"]) for p in aliases["provinces"] for alias in p["aliases"]]
    pairs += [(r["alias"], r["code"]) for r in aliases["regencies"]]
    pairs += [(a["alias"], a["place_code"]) for a in additions("place_aliases")]
    codes = Counter(alias.casefold() for alias, _ in set(pairs))
    for alias, code in unique(pairs):
        yield {
            "alias": alias,
            "place_code": code,
            "ambiguous": codes[alias.casefold()] > 1,
            "verified": False,
        }


def title_rows(titles: Row) -> Iterator[Row]:
    """One row a printed form; "branch" is the power of state the office belongs to."""
    for t in titles["positions"]:
        for form in unique([t["canonical"], *t["forms"]]):
            if form in NO_TITLES:
                continue
            yield {
                "form": form,
                "canonical": t["canonical"],
                "level": t["level"],
                "branch": t["branch"],
                "organization_id": t.get("org"),
                "collective": t.get("collective", False),
                "verified": t.get("verified", False),
            }


def honorific_rows(honorifics: Row) -> Iterator[Row]:
    """Prefixes by kind; those that the source calls part of the name are never stripped."""
    for kind in ("academic", "religious", "nobility"):
        for h in honorifics[f"{kind}_prefix"]:
            yield {
                "form": h["form"],
                "kind": kind,
                "part_of_name": "part of" in h["expansion"],
                "verified": False,
            }
    for form in honorifics["address_terms"]:
        yield {"form": form, "kind": "address", "part_of_name": False, "verified": False}
    for kind in ("police", "army", "corps"):
        for form in honorifics["military_police_rank"][kind]:
            yield {"form": form, "kind": kind, "part_of_name": False, "verified": False}


def degree_rows(honorifics: Row) -> Iterator[Row]:
    """One row a printed variant; a certificate is its own degree."""
    for d in honorifics["degree_suffix"]:
        certificates = d["expansion"] == "professional certificate"
        for variant in unique([d["form"], *d["variants"]]):
            yield {"variant": variant, "degree": variant if certificates else d["form"], "verified": False}


def organization_rows(organizations: Row) -> Iterator[Row]:
    """Bodies and kinds of bodies, then the parties."""
    for o in organizations["organisations"]:
        short = [a for a in o["aliases"] if len(a) < len(o["name"])]
        yield {
            "organization_id": o["id"],
            "name": o["name"],
            "acronym": short[0] if short else None,
            "kind": o["kind"],
            "level": o["level"],
            "verified": o.get("verified", False),
        }
    for p in [*organizations["parties_2024"], *organizations["parties_aceh_2024"]]:
        yield {"organization_id": f"PARTY_{p['abbr'].upper().replace(' ', '_')}", "name": p["name"],
               "acronym": p["abbr"], "kind": "party", "level": "national", "verified": True}  # fmt: skip


def law_rows(laws: Row) -> Iterator[Row]:
    """The instruments with their subjects as titles."""
    for law in laws["laws"]:
        yield {
            "law_id": law["id"],
            "kind": law["type"],
            "number": law["number"],
            "year": law["year"],
            "title": law["subject"],
            "status": law.get("status"),
            "likely_misquote_of": law.get("likely_misquote_of"),
            "verified": law.get("verified") is True,
        }


def sanction_rows(sanctions: Row) -> Iterator[Row]:
    """The legal forms of PP 94/2021 and PP 42/2004, then the forms that the press prints."""
    seen = set()
    for regime in sanctions["regimes"]:
        for level, forms in regime["grades"].items():
            for entry in forms:
                form = entry["form"] if isinstance(entry, dict) else entry
                if regime.get("verified") is True and form.casefold() not in seen:
                    seen.add(form.casefold())
                    yield {"form": form, "level_by_law": level, "law_id": regime["law"], "verified": True}
    for level, forms in sanctions["surface_forms"].items():
        for form in forms:
            if form.casefold() not in seen:
                seen.add(form.casefold())
                yield {"form": form, "level_by_law": level, "law_id": None, "verified": False}


def election_tables(elections: Row) -> dict[str, list[Row]]:
    """Elections, their stages and the names that the press gives them."""
    out: dict[str, list[Row]] = {"elections": [], "election_stages": [], "election_aliases": []}
    for e in elections["elections"]:
        key, (kind, year) = e["id"].lower().replace("-", "_"), e["id"].lower().split("-")
        verified = e["verified"]
        vote = next(s for s in e["stages"] if s["stage"] == "pemungutan suara")
        out["elections"].append({"election_id": key, "name": e["name"].split(" (")[0], "kind": kind, "year": year,
                                 "voting_date": vote["start"], "verified": verified})  # fmt: skip
        out["election_stages"] += [
            {"election_id": key, "stage": s["stage"], "start": s["start"], "end": s["end"],
             "verified": s.get("verified", verified)}
            for s in e["stages"]
        ]  # fmt: skip
        out["election_aliases"] += [{"alias": alias, "election_id": key} for alias in e.get("aliases", ())]
    return out


def additions(name: str) -> list[dict[str, str]]:
    """The rows that were added here by hand, if any."""
    path = HERE / "additions" / f"{name}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def unique(items: Iterable[Any]) -> list[Any]:
    """The items without repetition, in order."""
    return list(dict.fromkeys(items))


def write(name: str, rows: list[Row]) -> None:
    """Write one table, hand-made rows last; a row equal in its first column and code is written once."""
    if name != "place_aliases":
        rows = rows + list(additions(name))
    with (HERE / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        widest = max(rows, key=len)
        writer = csv.DictWriter(
            file,
            fieldnames=list(widest),
            lineterminator="\n",
            extrasaction="raise",
        )
        writer.writeheader()
        writer.writerows(unique_rows(rows))


def unique_rows(rows: list[Row]) -> list[Row]:
    """Rows without exact repetition."""
    return list({tuple("" if v is None else str(v) for v in row.values()): row for row in rows}.values())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
