"""World Bank Data360: one series in three forms, a wide file, a long file, or pages of JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from etl.declarations import Source
from etl.documents import Document
from etl.faults import Fault, shaped
from etl.figures import decimal, rows_of, year_of
from etl.folder import File
from etl.http import Client

Cell = tuple[str, int, str, str]
"""A value: code of the area, year, indicator, decimal text."""


def ways(client: Client, source: Source) -> list[tuple[str, Callable[[str], list[Document]]]]:
    """Return the ways to ask for a series by its code, the simplest first, each with its name."""
    addresses = source.addresses
    return [
        ("wide file", lambda code: [client.get(addresses["wide"].format(code=code))]),
        ("long file", lambda code: [client.get(addresses["long"].format(code=code))]),
        ("interface", lambda code: _pages(client, addresses["json"], code)),
    ]


def why_unread(faults: list[Fault]) -> str:
    """Return why no form could be read: of the first all, of the others without the remedy."""
    first, *others = map(str, faults)
    reasons = "; ".join(each.partition("; ")[0] for each in others)
    return f"{first}; the other forms of Data360 did not help ({reasons})"


def in_files(files: list[File], source: Source) -> list[File]:
    """Return the files of a source in the simplest form that is there, told by what they hold.

    A file that has the name of one of our series is taken for it even where a column is missing:
    it is then refused with the name of the column.
    """
    codes = [each.code for each in source.series().values() if each.code]
    own = [file for file in files if _holds(file, codes)]
    for form in (_is_wide, _is_long, lambda file: file.json):
        found = [file for file in own if form(file)]
        if found:
            return found
    return []


def _holds(file: File, codes: list[str]) -> bool:
    if file.name.removesuffix(".csv").removesuffix("_WIDEF") in codes:
        return True
    if file.json:
        return b'"OBS_VALUE"' in file.body and any(
            f'"{each}"'.encode() in file.body for each in codes
        )
    named = {"REF_AREA", "INDICATOR"} <= set(file.columns)
    return named and any(each in file.head for each in codes)


def _is_wide(file: File) -> bool:
    return file.name.endswith("_WIDEF.csv") or ("REF_AREA" in file.columns and _years(file.columns))


def _is_long(file: File) -> bool:
    return not file.json and not _is_wide(file)


def _years(columns: Iterable[str]) -> bool:
    return any(each.isdigit() and len(each) == 4 for each in columns)


def cells(documents: list[Document], source: Source) -> list[Cell]:
    """Return the values of our indicators in documents of any form, breakdowns left out.

    Raises:
        Fault: a document is cut off, has another shape, or pages of a series are missing.
    """
    by_code = {each.code: identity for identity, each in source.series().items() if each.code}
    found: list[Cell] = []
    announced: dict[str, tuple[int, int]] = {}
    for document in documents:
        with shaped(document.address):
            for where, code, row in _rows(document, announced):
                if code not in by_code or not _is_total(row, source):
                    continue
                area = str(row["REF_AREA"]).strip()
                for year, value in _values(row):
                    if value is not None and str(value).strip():
                        number = decimal(str(value), where)
                        found.append((area, year_of(year, where), by_code[code], number))
    for code, (rows, count) in announced.items():
        if rows != count:
            raise Fault(
                f"{code}: {rows} of {count} rows came, pages are missing; take all pages again"
            )
    return found


def _pages(client: Client, address: str, code: str) -> list[Document]:
    documents, skip, count = [], 0, 1
    while skip < count:
        document = client.get(address.format(code=code, skip=skip))
        with shaped(document.address):
            answer = document.json()
            came, count = len(answer["value"]), int(answer["count"])
        documents.append(document)
        if came == 0:
            break
        skip += came
    return documents


def _rows(
    document: Document, announced: dict[str, tuple[int, int]]
) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield the rows of a document with their place and code; count what pages announce."""
    name = document.address
    text = document.text()
    if text.lstrip()[:1] == "{":
        with shaped(name):
            answer = document.json()
            count, rows = int(answer["count"]), list(answer["value"])
            codes = {str(row["INDICATOR"]) for row in rows}
            for code in codes:
                announced[code] = (announced.get(code, (0, 0))[0] + len(rows), count)
            for number, row in enumerate(rows, start=1):
                yield f"{name}, row {number}", str(row["INDICATOR"]), row
        return
    short = name.rsplit("/", 1)[-1]
    for number, own in enumerate(rows_of(text, short, ("REF_AREA", "INDICATOR")), start=2):
        yield f"{short}, row {number}", own["INDICATOR"], own


def _values(row: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return year and value of a row, or of each column of years in a wide file."""
    if "OBS_VALUE" in row:
        return [(str(row["TIME_PERIOD"]), row["OBS_VALUE"])]
    return [(column, value) for column, value in row.items() if column.isdigit()]


def _is_total(row: Mapping[str, Any], source: Source) -> bool:
    return all(
        row[name] in codes
        for name, codes in source.totals.items()
        if row.get(name) not in ("", None)
    )
