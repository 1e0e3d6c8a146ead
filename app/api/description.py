"""The addresses described for programs, after OpenAPI 3.1."""

from __future__ import annotations

from typing import Any

from app import i18n, queries
from app.api.asking import BOTH, LISTS, VERSION, YEAR, YEARS, topics
from app.api.places import CSV, JSON, PLACES, ROOT, Place
from app.i18n import said, text
from app.queries.export import COLUMNS
from app.stories import PLACE, Story, stories

ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["parameter", "value", "message", "allowed"],
            "properties": {
                "parameter": {"type": ["string", "null"]},
                "value": {"type": ["string", "null"]},
                "message": {"type": "string"},
                "allowed": {"type": "array", "items": {"type": "string"}},
                "current": {"type": "string", "pattern": f"^{VERSION}$"},
                "indicators": {"type": "array", "items": {"type": "object"}},
            },
        }
    },
}
KINDS: dict[str, Any] = {
    "year": {"type": "integer"},
    "value": {"type": "number"},
    "rank": {"type": ["integer", "null"]},
    "retrieved_on": {"type": ["string", "null"], "format": "date"},
    "obs_status": {"enum": ["A", "E", "B", "P"]},
}
SCHEMAS: dict[str, Any] = {
    "json": {
        "type": "array",
        "items": {
            "type": "object",
            "required": list(COLUMNS),
            "properties": {name: KINDS.get(name, {"type": "string"}) for name in COLUMNS},
            "additionalProperties": False,
        },
    },
    "csv": {"type": "string"},
    "sdmx": {"type": "string"},
    "availability": {"type": "string"},
    "structure": {"type": "object", "required": ["meta", "data"]},
    "openapi": {"type": "object", "required": ["openapi", "info", "paths"]},
}
NAMES = {"state": "country", "languages": "lang"}
DESCRIBED = {"state": "deck.api_state", "languages": "deck.api_lang"}
"""Parameters of stories, by the name under which they are described here."""

HEADERS = ("ETag", "Cache-Control", "Content-Language", "X-Data-Version")


def body(version: str, language: str) -> dict[str, Any]:
    """Return the description in a language, its lists as the store of a data version has them."""
    paths: dict[str, Any] = {
        f"{ROOT}{path}": {"get": _operation(path, place, language)}
        for path, place in PLACES.items()
    }
    paths["/health"] = {"get": _health(language)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": text(language, "site.name"),
            "description": text(language, "export.api.about"),
            "version": version,
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "parameters": _parameters(version, language),
            "schemas": {"Error": ERROR},
            "responses": _refusals(language),
        },
    }


def _parameters(version: str, language: str) -> dict[str, Any]:
    known = {
        "indicator": list(queries.declared(version)),
        "country": list(queries.countries(version)),
        "group": list(queries.groups(version)),
        "pillar": list(queries.pillars(version)),
        "topic": list(topics(version)),
    }
    schemas: dict[str, Any] = {
        name: {
            "type": "array",
            "items": {"type": "string", "enum": known[name]},
            "minItems": 1,
            "maxItems": len(known[name]),
        }
        for name in LISTS
    }
    schemas["year"] = {"type": "string", "pattern": f"^({YEAR})$", "examples": list(YEARS)}
    known["state"] = sorted(queries.groups(version)["arab"].members)
    schemas["state"] = {"type": "string", "enum": known["state"]}
    languages = [*i18n.LANGUAGES, BOTH]
    schemas["languages"] = {"type": "string", "enum": languages, "default": "en"}
    schemas["lang"] = {"type": "string", "enum": list(i18n.LANGUAGES), "default": "en"}
    schemas["excel"] = {"type": "string", "enum": ["1"]}
    schemas["data_version"] = {
        "type": "string",
        "pattern": f"^{VERSION}$",
        "examples": [version],
    }
    return {
        name: {
            "name": NAMES.get(name, name),
            "in": "query",
            "description": text(language, DESCRIBED.get(name, f"export.api.{name}")),
            "required": False,
            **({"style": "form", "explode": False} if name in LISTS else {}),
            "schema": schema,
        }
        for name, schema in schemas.items()
    }


def _refusals(language: str) -> dict[str, Any]:
    error = {JSON: {"schema": {"$ref": "#/components/schemas/Error"}}}
    words = {"text/plain": {"schema": {"type": "string"}}}
    keys = {"400": "wrong", "403": "forbidden", "404": "gone", "405": "not_allowed", "429": "busy"}
    found: dict[str, Any] = {
        status: {"description": text(language, f"export.api.{key}"), "content": error}
        for status, key in keys.items()
    }
    found["503"] = {"description": text(language, "export.api.nothing"), "content": error}
    for status, key in (("413", "large"), ("414", "long")):
        found[status] = {"description": text(language, f"export.api.{key}"), "content": words}
    return found


def _story(place: Place, language: str) -> str:
    own = stories()[place.story]
    assert isinstance(own, Story)
    title = PLACE.sub("…", said(language, own.title))
    form = i18n.code("PPTX" if place.form == "pptx" else "PDF")
    return text(language, f"deck.api_{place.key}", name=title, format=form)


def parameter(name: str, place: Place) -> str:
    """Return the name under which a parameter is described: those of stories are their own."""
    return {"lang": "languages", "country": "state"}.get(name, name) if place.story else name


def _operation(path: str, place: Place, language: str) -> dict[str, Any]:
    statuses = ["400", "404", "405", "413", "414", "429", "503"]
    statuses += ["403"] if "indicator" in place.parameters else []
    described = (
        _story(place, language)
        if place.story
        else text(language, f"export.api.{place.key}", name=f"{ROOT}structure.json")
    )
    given: dict[str, Any] = {
        "description": text(language, "export.api.given"),
        "headers": {name: {"schema": {"type": "string"}} for name in HEADERS},
        "content": {place.media_type: {"schema": _schema(place)}},
    }
    if "indicator" in place.parameters:
        left = {"schema": {"type": "string"}, "description": text(language, "export.left_out")}
        given["headers"]["X-Left-Out"] = left
    return {
        "operationId": "_".join(each for each in (place.key, place.story) if each),
        "summary": described,
        "parameters": [
            {"$ref": f"#/components/parameters/{parameter(name, place)}"}
            for name in place.parameters
        ],
        "responses": {
            "200": given,
            "304": {"description": text(language, "export.api.unchanged")},
            **{each: {"$ref": f"#/components/responses/{each}"} for each in sorted(statuses)},
        },
    }


def _schema(place: Place) -> dict[str, Any]:
    if place.media_type == CSV or place.key in SCHEMAS:
        return dict(SCHEMAS[place.key])
    if place.media_type != JSON:
        return {"type": "string", "contentMediaType": place.media_type}
    return {
        "type": "object",
        "required": ["data_version", "states" if place.key == "strategies" else place.key],
        "properties": {"data_version": {"type": "string", "pattern": f"^{VERSION}$"}},
    }


def _health(language: str) -> dict[str, Any]:
    keys = {"status": {"type": "string"}, "data_version": {"type": "string"}}
    keys["built_at"] = {"type": "string", "format": "date-time"}
    content = {JSON: {"schema": {"type": "object", "required": ["status"], "properties": keys}}}
    return {
        "operationId": "health",
        "summary": text(language, "export.api.health"),
        "responses": {
            "200": {"description": text(language, "export.api.given"), "content": content},
            "503": {"description": text(language, "export.api.nothing"), "content": content},
        },
    }
