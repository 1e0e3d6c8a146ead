"""Names and terms in every language as plain tables in memory, beside the store.

Text is stored as MAP(language, text) in five tables; a question that has to take them apart is
planned longer than a small answer takes to find.
"""

from __future__ import annotations

import threading

import duckdb

from app import store
from app.i18n import LANGUAGES

_TABLES = """
    ATTACH IF NOT EXISTS ':memory:' AS words (READ_ONLY false);
    CREATE OR REPLACE TABLE words.place AS
        SELECT iso3, language, coalesce(name[language], name['en']) AS country
        FROM country, (SELECT unnest($languages) AS language);
    CREATE OR REPLACE TABLE words.term AS
        SELECT indicator_id, language, unit_id, source_id,
               coalesce(indicator.name[language], indicator.name['en']) AS indicator,
               coalesce(unit.name[language], unit.name['en']) AS unit,
               coalesce(source.name[language], source.name['en']) AS source,
               coalesce(source.licence[language], source.licence['en']) AS licence
        FROM indicator JOIN unit USING (unit_id) JOIN source USING (source_id),
             (SELECT unnest($languages) AS language);
"""

_adding = threading.Lock()


def cursor(version: str) -> duckdb.DuckDBPyConnection:
    """Return a cursor on the store of a data version, with the tables `place` and `term`."""
    own = store.cursor(version)
    if not _has(own):
        with _adding:
            if not _has(own):
                for statement in _TABLES.split(";")[:-1]:
                    values = {"languages": list(LANGUAGES)} if "$" in statement else None
                    own.execute(statement, values)
    return own


def _has(own: duckdb.DuckDBPyConnection) -> bool:
    try:
        own.execute("SELECT 1 FROM words.term LIMIT 0")
    except duckdb.CatalogException:
        return False
    return True
