"""The identifier and the one name of a body."""

from transforms.organizations.model import BUILT, Head, kinds, organization_rules
from transforms.places.index import place_index

_OPEN = "unplaced"


def label_of(base: str) -> str:
    """The name of a kind of body as it goes into canonical names: the acronym, or the name in full."""
    rules, kind = organization_rules(), kinds().get(base)
    if kind is None:
        return base
    if base in rules.own_names:
        return rules.own_names[base]
    in_full = base in rules.spelled_out or kind.kind in rules.spelled_out_kinds or not kind.acronym
    return kind.name if in_full else kind.acronym or kind.name


def has_instances(base: str) -> bool:
    """Whether a kind of body exists in places; bodies that no gazetteer knows may."""
    kind, rules = kinds().get(base), organization_rules()
    if kind is None:
        words = base.removeprefix(BUILT).split("-")
        return words[-1] != "nasional" and words[0].capitalize() not in rules.national_heads
    return kind.level != "national" or base in rules.with_instances


def is_government(base: str) -> bool:
    """Whether a kind is a provincial, regency or city government."""
    return base in organization_rules().governments.values()


def identifier(base: str, place_code: str | None, place: str, is_national: bool) -> str:
    """The id of a body, the same in every article: "BAWASLU:15.06", "BKN", "BKPSDM:unplaced" where it is open."""
    if place_code or place:
        return f"{base}:{place_code or place}"
    return base if is_national or base.startswith(BUILT) else f"{base}:{_OPEN}"


def canonical_name(base: str, head: Head, code: str | None, place: str | None, is_central: bool) -> str:
    """The one name of a body: kind and government's name of its place ("Bawaslu Kabupaten Sigi", "Polres Sigi")."""
    label = label_of(base) if base in kinds() else head.label
    if head.form.startswith("Dinas ") and len(head.form) > len(label):
        label = head.form
    if code is None:
        central = is_central and base in organization_rules().with_instances
        return (
            f"{label} {place}"
            if place and not label.endswith(f" {place}")
            else (f"{label} RI" if central else label)
        )
    if head.rule_id in ("built-open", "built-village", "own-acronym"):
        return label
    index = place_index()
    bare = base in organization_rules().bare_place or is_government(base)
    return f"{label} {index.by_code[code].name if bare else index.local_name(code)}"
