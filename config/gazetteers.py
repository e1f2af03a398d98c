"""The gazetteers as typed rows: one class for each table in `config/gazetteers/`."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from config.loader import Model, load_csv

PlaceLevel = Literal["country", "province", "regency", "city", "district"]


class Place(Model):
    """A place by its Kemendagri code; `capital` is the seat of a province or regency."""

    place_code: str
    level: PlaceLevel
    name: str
    full_name: str
    parent_code: str | None = None
    province_code: str | None = None
    capital: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class PlaceAlias(Model):
    """Another name of a place; `ambiguous` where the same alias stands for several places."""

    alias: str
    place_code: str
    ambiguous: bool = False
    verified: bool = False


class Outlet(Model):
    """The home of an outlet by the domain of its pages."""

    domain: str
    place_code: str
    verified: bool = False


class TitleForm(Model):
    """A printed form of an office, with its canonical name; `collective` ones never name one person."""

    form: str
    canonical: str
    level: str
    branch: str
    organization_id: str | None = None
    collective: bool = False
    verified: bool = False


class ActingForm(Model):
    """A printed prefix of acting status (Pj, Pjs, Plt, Plh) or of a former or would-be holder."""

    form: str
    acting: str
    verified: bool = False


class Honorific(Model):
    """A word before a name. `part_of_name` ones belong to the name and are never stripped."""

    form: str
    kind: Literal["academic", "religious", "nobility", "address", "police", "army", "corps"]
    part_of_name: bool = False
    verified: bool = False


class Degree(Model):
    """A printed variant of an academic degree behind a name."""

    variant: str
    degree: str
    verified: bool = False


class OrganizationKind(Model):
    """A body, or a kind of body with local instances ("Bawaslu Kabupaten X")."""

    organization_id: str
    name: str
    acronym: str | None = None
    kind: str
    level: str
    verified: bool = False


class OrganizationAlias(Model):
    """A printed form of a body."""

    alias: str
    organization_id: str
    verified: bool = False


class LawKind(Model):
    """A printed form of a kind of legal instrument ("Undang-Undang" → UU)."""

    form: str
    kind: str


class Law(Model):
    """A legal instrument. `likely_misquote_of` names the law that a wrong citation probably meant."""

    law_id: str
    kind: str
    number: str
    year: int
    title: str
    status: str | None = None
    likely_misquote_of: str | None = None
    verified: bool = False


class LawAlias(Model):
    """A short title by which the press cites a law ("UU ASN")."""

    alias: str
    law_id: str


class SanctionForm(Model):
    """A form of penalty as printed and the level it has by law (`level_by_law` is not said by the text)."""

    form: str
    level_by_law: str
    law_id: str | None = None
    verified: bool = False


class Election(Model):
    """An election and the day of its vote."""

    election_id: str
    name: str
    kind: Literal["pemilu", "pilkada"]
    year: int
    voting_date: str
    verified: bool = False


class ElectionStage(Model):
    """A stage of an election's calendar."""

    election_id: str
    stage: str
    start: str
    end: str
    verified: bool = False


class ElectionAlias(Model):
    """A printed name of an election, year included."""

    alias: str
    election_id: str


@dataclass(frozen=True)
class Gazetteers:
    """All tables, loaded once."""

    places: tuple[Place, ...]
    place_aliases: tuple[PlaceAlias, ...]
    outlets: tuple[Outlet, ...]
    titles: tuple[TitleForm, ...]
    acting: tuple[ActingForm, ...]
    honorifics: tuple[Honorific, ...]
    degrees: tuple[Degree, ...]
    organizations: tuple[OrganizationKind, ...]
    organization_aliases: tuple[OrganizationAlias, ...]
    law_kinds: tuple[LawKind, ...]
    laws: tuple[Law, ...]
    law_aliases: tuple[LawAlias, ...]
    sanctions: tuple[SanctionForm, ...]
    elections: tuple[Election, ...]
    election_stages: tuple[ElectionStage, ...]
    election_aliases: tuple[ElectionAlias, ...]


@cache
def gazetteers() -> Gazetteers:
    """Load every gazetteer; the result is shared and must not be changed.

    Raises:
        ConfigError: naming file, line and column of a row that does not fit.
    """

    def table(model: type, name: str) -> tuple:  # type: ignore[type-arg]
        return load_csv(model, f"gazetteers/{name}.csv")

    return Gazetteers(
        places=table(Place, "places"),
        place_aliases=table(PlaceAlias, "place_aliases"),
        outlets=table(Outlet, "outlets"),
        titles=table(TitleForm, "titles"),
        acting=table(ActingForm, "acting"),
        honorifics=table(Honorific, "honorifics"),
        degrees=table(Degree, "degrees"),
        organizations=table(OrganizationKind, "organizations"),
        organization_aliases=table(OrganizationAlias, "organization_aliases"),
        law_kinds=table(LawKind, "law_kinds"),
        laws=table(Law, "laws"),
        law_aliases=table(LawAlias, "law_aliases"),
        sanctions=table(SanctionForm, "sanctions"),
        elections=table(Election, "elections"),
        election_stages=table(ElectionStage, "election_stages"),
        election_aliases=table(ElectionAlias, "election_aliases"),
    )
