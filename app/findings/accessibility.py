"""What is known of digital accessibility in one country: commitments, scores, measurements."""

from __future__ import annotations

from functools import lru_cache

from app import markup, queries
from app.exhibit import Cell, Dated, Exhibit, Line, Link, Table
from app.findings import editions, series, shared
from app.findings.inventory import with_unit
from app.i18n import code, date, said, text
from app.records import Indicator

COMMITMENTS = ("dare", "crpd_year", "crpd_protocol_year", "marrakesh_year")
MEASURED = ("government_site_accessibility",)

Row = tuple[Cell, ...]


@lru_cache(maxsize=64)
def exhibit(version: str, language: str, iso3: str) -> Exhibit:
    """A row for each thing that may be known; where nothing is, the row says so."""
    declared = queries.declared(version)
    rows = [_indicator(version, language, declared[i], iso3) for i in COMMITMENTS if i in declared]
    rows.append(_policy(version, language, iso3))
    rows += [_indicator(version, language, declared[i], iso3) for i in MEASURED if i in declared]
    name = said(language, queries.countries(version)[iso3].name)
    head = tuple(text(language, f"accessibility.{part}") for part in ("what", "known", "as_of"))
    table = Table(
        text(language, "accessibility.caption", country=name),
        (*head, text(language, "accessibility.source")),
        tuple(rows),
    )
    return Exhibit(
        key="accessibility",
        title=text(language, "accessibility.title"),
        subtitle=text(language, "accessibility.commitment"),
        alt="",
        source=(),
        table=Table("", (), ()),
        picture=markup.table(table),
        notes=_notes(version, language),
        dates=_dates(version, language),
        data={
            "indicator": ",".join(each for each in (*COMMITMENTS, *MEASURED) if each in declared),
            "country": iso3,
        },
    )


def _indicator(version: str, language: str, indicator: Indicator, iso3: str) -> Row:
    """Return what is known of one indicator: its newest value, or why there is none."""
    identity = indicator.indicator_id
    values = {
        year: (value, "") for year, value in series.state(version, identity, iso3).items()
    } | {
        year: (value, said(language, note))
        for (state, year), (value, note) in queries.doubted(version, identity).items()
        if state == iso3
    }
    unknown, label = text(language, "accessibility.not_known"), said(language, indicator.name)
    if indicator.dated:
        label = text(language, f"accessibility.{identity}")
    if not values:
        held = queries.years(version, identity)
        why = shared.reason(version, language, identity, iso3, held[0][0] if held else 0)
        # Of a treaty, "signed" or "not a party" is what is known; elsewhere a reason is a gap.
        known = (
            why[:1].upper() + why[1:]
            if held and indicator.dated
            else text(language, "notice.absent_item", country=unknown, reason=why)
        )
        when = _edition(version, language, indicator, held[0][0]) if held else unknown
        return (label, known, when, _source(version, language, indicator, iso3, 0))
    year = max(values)
    value, doubt = values[year]
    known = with_unit(language, indicator, value)
    if indicator.dated:
        known = text(language, "accessibility.party", year=known)
    if doubt:
        known = text(language, "accessibility.doubted", known=known, note=doubt)
    when = _edition(version, language, indicator, year)
    return (label, known, when, _source(version, language, indicator, iso3, year))


def _policy(version: str, language: str, iso3: str) -> Row:
    """Return the state's policy on electronic accessibility as a publication describes it."""
    label, policy = text(language, "accessibility.policy"), queries.policies(version).get(iso3)
    unknown = text(language, "accessibility.not_known")
    if policy is None:
        why = text(language, "accessibility.not_described")
        known = text(language, "notice.absent_item", country=unknown, reason=why)
        return (label, known, unknown, unknown)
    undated = text(language, "accessibility.undated")
    return (
        label,
        said(language, policy.text),
        undated,
        Link(said(language, policy.source), policy.page),
    )


def _edition(version: str, language: str, indicator: Indicator, year: int) -> str:
    """Return the edition that a value of a year was taken from, else the year."""
    found = queries.editions(version, indicator.indicator_id, year, year)
    return text(language, "source.edition", edition=code(found[-1].edition)) if found else str(year)


def _source(version: str, language: str, indicator: Indicator, iso3: str, year: int) -> Cell:
    """Return a link to the page from which a value was quoted, else to the source's own page."""
    quoted = queries.quotations(version, indicator.indicator_id).get((iso3, year))
    name = said(language, indicator.source.name)
    if quoted is None:
        return Link(name, indicator.source.url)
    found = [Line(Link(text(language, "accessibility.quoted", source=name), quoted.page))]
    if quoted.dated:
        found.append(Line(date(language, quoted.dated), "small"))
    if quoted.note:
        found.append(Line(said(language, quoted.note), "small"))
    return tuple(found)


def _notes(version: str, language: str) -> tuple[str, ...]:
    """Return what the editions in the table say of themselves, each once."""
    found = [
        text(
            language,
            "accessibility.note",
            source=said(language, queries.indicators(version)[identity].source.name),
            note=said(language, edition.note),
        )
        for identity in COMMITMENTS
        if identity in queries.indicators(version) and (held := queries.years(version, identity))
        for edition in queries.editions(version, identity, held[0][0], held[0][0])
        if edition.note
    ]
    return tuple(dict.fromkeys(found))


def _dates(version: str, language: str) -> tuple[Dated, ...]:
    """Return how old the newest edition of each source in the table is."""
    found = [
        each
        for identity in (*COMMITMENTS, *MEASURED)
        if identity in queries.indicators(version)
        for each in editions.dates(version, language, identity, *editions.ALWAYS)
    ]
    return tuple(dict.fromkeys(found))
