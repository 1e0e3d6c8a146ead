"""What a person declares in etl/sources/<name>.toml and data/*.toml, as frozen records."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

Texts = Mapping[str, str]

ALLOWED = {
    "topic": (
        "digital_government",
        "connection",
        "skills",
        "government_technology",
        "governance",
        "openness",
        "institutions",
        "technology",
        "accessibility",
        "services",
        "context",
    ),
    "better": ("higher", "lower", "parity", "target_100", "none"),
    "relation": ("official", "linked", "proxy"),
    "sharing": ("open", "notice", "display_only"),
    "target": ("16.6", "17.7"),
    "type": (
        "un_2030",
        "regional",
        "national",
        "global_framework",
        "index_band",
        "statistical",
        "scale",
    ),
    "standing": ("live", "aspirational", "expired", "to_be_confirmed"),
    "measure": ("value", "rank"),
    "comparator": (">=", "<=", "="),
    "statistic": ("world_mean", "arab_median", "arab_best"),
}
"""Fixed lists; the topics stand in the order in which lists show them."""


@dataclass(frozen=True)
class Indicator:
    """One indicator as declared; `code` is the producer's, `native` a column of its file.

    `position` is its place within its topic; `other_codes` are names the producer gave the same
    series before or after.
    """

    indicator_id: str
    position: int
    topic: str
    unit: str
    better: str
    code: str
    name: Texts
    short_name: Texts
    definition: Texts
    native: str = ""
    other_codes: tuple[str, ...] = ()
    sdg: str | None = None
    relation: str | None = None
    custodian: Texts | None = None
    banded: bool = False
    rank_published: bool = False
    parts: tuple[str, ...] = ()
    dimensions: Mapping[str, list[str]] = field(default_factory=dict)
    by_file: bool = False
    """True where the live series of this code is another measure, so that only files give ours."""


@dataclass(frozen=True)
class CrossCheck:
    """A second copy of a quantity, read only to be compared with the indicator that we show."""

    check_id: str
    indicator: str
    code: str
    tolerance: float
    dimensions: Mapping[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Break:
    """A year from which a series is measured by a new method.

    Where values before and after are not `comparable`, no line joins them and no change is shown.
    """

    indicators: tuple[str, ...]
    year: int
    reason: Texts
    comparable: bool = True


@dataclass(frozen=True)
class Published:
    """A published value that a check would refuse, named so that it passes as published."""

    check: str
    indicator: str
    years: tuple[int, ...]
    reason: str
    countries: tuple[str, ...] = ()
    weights: tuple[float, ...] = ()


@dataclass(frozen=True)
class Copy:
    """A known copy of a release: files by their SHA-256, with what the files do not say."""

    edition: str
    files: Mapping[str, str]
    retrieved_on: datetime.date | None = None
    released_on: datetime.date | None = None
    passed_on_by: str | None = None
    note: Texts | None = None


@dataclass(frozen=True)
class Declined:
    """Why some states have no value, where it is not the source's usual reason."""

    indicators: tuple[str, ...]
    countries: tuple[str, ...]
    reason: str
    years: tuple[int, ...] = ()


@dataclass(frozen=True)
class Doubt:
    """Published values that are shown with a note and never ranked or averaged.

    Either of named countries and years, or wherever one of the `unless` indicators is missing.
    """

    indicator: str
    note: Texts
    countries: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class Quotation:
    """The page from which some values were quoted, and the day it bears."""

    indicator: str
    countries: tuple[str, ...]
    years: tuple[int, ...]
    page: str
    dated: datetime.date | None = None
    note: Texts | None = None


@dataclass(frozen=True)
class Source:
    """One producer's publication or database and everything we read of it."""

    source_id: str
    position: int
    name: Texts
    producer: Texts
    licence: Texts
    licence_url: str
    url: str
    rhythm_months: int
    sharing: str
    survey: bool
    indicators: Mapping[str, Indicator]
    addresses: Mapping[str, str] = field(default_factory=dict)
    checks: Mapping[str, CrossCheck] = field(default_factory=dict)
    caveat: Texts | None = None
    absent: str = "not_published"
    zero_means: Mapping[str, str] = field(default_factory=dict)
    not_surveyed: Mapping[str, str] = field(default_factory=dict)
    skipped_codes: tuple[str, ...] = ()
    totals: Mapping[str, list[str]] = field(default_factory=dict)
    breaks: tuple[Break, ...] = ()
    exceptions: tuple[Published, ...] = ()
    copies: tuple[Copy, ...] = ()
    declined: tuple[Declined, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    quotations: tuple[Quotation, ...] = ()

    @property
    def live(self) -> bool:
        """Whether a program can fetch the source; else its figures come from files only."""
        return bool(self.addresses)

    def copy_of(self, sha256: str, edition: str = "") -> Copy | None:
        """Return the declared copy to which a file belongs, told by its bytes, not its name.

        A file that holds several rounds is declared once for each; `edition` says which.
        """
        found = [each for each in self.copies if sha256 in each.files.values()]
        return next((each for each in found if edition in ("", each.edition)), None)

    def named_like(self, sha256: str) -> str | None:
        """Return the name under which a file with these bytes was declared."""
        known = {digest: name for each in self.copies for name, digest in each.files.items()}
        return known.get(sha256)

    def why_absent(self, indicator_id: str, iso3: str, year: int | None) -> str:
        """Return the id of the reason for which a state has no value in a year, or at all."""
        for each in self.declined:
            named = indicator_id in each.indicators and iso3 in each.countries
            if named and (not each.years or year in each.years):
                return each.reason
        return self.absent

    def series(self) -> dict[str, Indicator | CrossCheck]:
        """Return everything that is read of the source by id: indicators and cross-checks."""
        return {**self.indicators, **self.checks}

    def live_series(self) -> dict[str, Indicator | CrossCheck]:
        """Return what the live addresses give: all but what only files have."""
        return {
            identity: each
            for identity, each in self.series().items()
            if not (isinstance(each, Indicator) and each.by_file)
        }


@dataclass(frozen=True)
class Unit:
    """A unit of measure and the bounds outside which a value is taken for a mistake."""

    name: Texts
    symbol: Texts
    decimals: int
    lowest: float | None = None
    highest: float | None = None


@dataclass(frozen=True)
class Group:
    """A group of Arab states and who groups them so."""

    name: Texts
    basis: Texts
    members: tuple[str, ...]


@dataclass(frozen=True)
class Link:
    """Why an indicator speaks to a pillar, and whether a country's profile draws it."""

    reason: Texts
    profile: bool = True


@dataclass(frozen=True)
class Pillar:
    """A question asked of public institutions, and the indicators that speak to it."""

    name: Texts
    meaning: Texts
    links: Mapping[str, Link]


@dataclass(frozen=True)
class Benchmark:
    """What a figure is compared with: who set it, for whom, and how it relates to its target.

    Without an indicator it is only listed; without a value or a statistic there is no number.
    """

    target: str
    type: str
    standing: str
    scope: str | list[str]
    relation: str
    trend: bool
    name: Texts
    text: Texts
    reason: Texts
    issuer: Texts
    address: str
    checked: datetime.date
    indicator: str | None = None
    measure: str = "value"
    comparator: str | None = None
    value: float | None = None
    year: int | None = None
    statistic: str | None = None


@dataclass(frozen=True)
class Policy:
    """A state's policy on electronic accessibility, as a publication describes it."""

    text: Texts
    source: Texts
    page: str
