"""What the columns of SDMX-CSV mean, as an SDMX-JSON 2.0 structure message."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.i18n import LANGUAGES, text
from app.records import Country, Indicator, Texts

AGENCY, ID, NUMBER = "ARAB_DIGITAL_GOVERNMENT", "OBSERVATIONS", "1.0.0"
STRUCTURE_ID = f"{AGENCY}:{ID}({NUMBER})"

DIMENSIONS = {"REF_AREA": "iso3", "INDICATOR": "indicator_id", "TIME_PERIOD": "year"}
MEASURE = {"OBS_VALUE": "value"}
ATTRIBUTES = {
    "OBS_STATUS": "obs_status",
    "UNIT_MEASURE": "unit",
    "RANK": "rank",
    "SOURCE": "source",
    "EDITION": "edition",
    "RETRIEVED_ON": "retrieved_on",
    "LICENCE": "licence",
    "DATA_VERSION": "data_version",
}
"""Names of SDMX and the columns of CSV that they stand for."""

LISTS = ("REF_AREA", "INDICATOR", "OBS_STATUS", "UNIT_MEASURE", "SOURCE")
KINDS = {"OBS_VALUE": "Double", "RANK": "Integer", "RETRIEVED_ON": "GregorianDay"}


def _name(texts: Texts) -> dict[str, Any]:
    return {"name": texts["en"], "names": dict(texts)}


def _words(key: str) -> Texts:
    return {language: text(language, key) for language in LANGUAGES}


def _artefact(identity: str, texts: Texts) -> dict[str, Any]:
    return {"id": identity, "version": NUMBER, "agencyID": AGENCY, **_name(texts)}


def _urn(kind: str, identity: str, item: str = "") -> str:
    end = f".{item}" if item else ""
    return f"urn:sdmx:org.sdmx.infomodel.{kind}={AGENCY}:{identity}({NUMBER}){end}"


def _codelist(name: str, codes: Iterable[tuple[str, Texts]]) -> dict[str, Any]:
    words = _words(f"export.column.{(DIMENSIONS | ATTRIBUTES)[name]}")
    own = [{"id": identity, **_name(texts)} for identity, texts in codes]
    return {**_artefact(f"CL_{name}", words), "codes": own}


def _representation(name: str) -> dict[str, Any]:
    if name in LISTS:
        return {"enumeration": _urn("codelist.Codelist", f"CL_{name}")}
    kind = "ObservationalTimePeriod" if name == "TIME_PERIOD" else KINDS.get(name, "String")
    return {"format": {"dataType": kind}}


def _component(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "conceptIdentity": _urn("conceptscheme.Concept", "CONCEPTS", name),
        "localRepresentation": _representation(name),
    }


def _components() -> dict[str, Any]:
    own = [name for name in DIMENSIONS if name != "TIME_PERIOD"]
    return {
        "dimensionList": {
            "id": "DimensionDescriptor",
            "dimensions": [
                {**_component(name), "position": place} for place, name in enumerate(own, 1)
            ],
            "timeDimension": _component("TIME_PERIOD"),
        },
        "measureList": {
            "id": "MeasureDescriptor",
            "measures": [{**_component("OBS_VALUE"), "usage": "mandatory"}],
        },
        "attributeList": {
            "id": "AttributeDescriptor",
            "attributes": [
                {
                    **_component(name),
                    "usage": "optional" if name in ("RANK", "RETRIEVED_ON") else "mandatory",
                    "attributeRelationship": {"observation": {}},
                }
                for name in ATTRIBUTES
            ],
        },
    }


def message(
    built: datetime.datetime, indicators: Sequence[Indicator], countries: Mapping[str, Country]
) -> dict[str, Any]:
    """Return the structure: dataflow, data structure, concepts and lists of codes."""
    units = {each.unit.unit_id: each.unit.name for each in indicators}
    sources = {each.source.source_id: each.source.name for each in indicators}
    statuses = {
        letter.upper(): {
            language: text(language, f"export.status.{letter}", letter=letter.upper())
            for language in LANGUAGES
        }
        for letter in "aebp"
    }
    concepts = [
        {"id": name, **_name(_words(f"export.column.{column}"))}
        for name, column in (DIMENSIONS | MEASURE | ATTRIBUTES).items()
    ]
    whole = _words("site.name")
    return {
        "meta": {
            "schema": "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/"
            "structure-message/tools/schemas/2.0.0/sdmx-json-structure-schema.json",
            "id": ID,
            "prepared": f"{built.isoformat(timespec='seconds')}Z",
            "contentLanguages": list(LANGUAGES),
            "sender": {"id": AGENCY},
        },
        "data": {
            "codelists": [
                _codelist("REF_AREA", ((iso3, each.name) for iso3, each in countries.items())),
                _codelist("INDICATOR", ((each.indicator_id, each.name) for each in indicators)),
                _codelist("OBS_STATUS", statuses.items()),
                _codelist("UNIT_MEASURE", units.items()),
                _codelist("SOURCE", sources.items()),
            ],
            "conceptSchemes": [{**_artefact("CONCEPTS", whole), "concepts": concepts}],
            "dataStructures": [{**_artefact(ID, whole), "dataStructureComponents": _components()}],
            "dataflows": [
                {
                    **_artefact(ID, whole),
                    "structure": _urn("datastructure.DataStructure", ID),
                }
            ],
        },
    }
