"""How old an edition is, and whether its source is past the time of its next release.

No clock is read here: the day is asked for when a page is drawn, so that no kept finding ages.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Sequence

from app.exhibit import Dated
from app.i18n import code, said, text
from app.records import Edition, Source

_PERIOD = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d{2}))?|/(?P<last>\d{2})|[.-]?Q(?P<quarter>[1-4]))?"
    r"(?!\d)"
)
"""What an edition may be named after: a year, two years, a quarter, a month or a day."""


def as_of(edition: Edition) -> datetime.date | None:
    """Return the day of an edition: its release, the end of the period in its name, its retrieval.

    The first of the three that is known; None where none is.
    """
    return edition.released_on or _period_end(edition.edition) or edition.retrieved_on


def _period_end(name: str) -> datetime.date | None:
    """Return the last day of the period that a name begins with: '2024/25' ends with 2025."""
    found = _PERIOD.match(name)
    if found is None or int(found["year"]) == 0:
        return None
    year, month = int(found["year"]), 12
    if found["last"]:
        # '1999/00' ends in the century after.
        year += (int(found["last"]) - year) % 100
    elif found["quarter"]:
        month = 3 * int(found["quarter"])
    elif found["month"]:
        month = int(found["month"])
    longest = calendar.monthrange(year, month)[1]
    day = min(int(found["day"] or longest), longest)
    return datetime.date(year, month, max(day, 1))


def later(day: datetime.date, months: int) -> datetime.date:
    """Return the day some months later; the last of the month where that has no such day."""
    year, place = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, place + 1, min(day.day, calendar.monthrange(year, place + 1)[1]))


def newest(editions: Sequence[Edition]) -> tuple[Edition, datetime.date] | None:
    """Return the newest of some editions with its day; None where no day is known."""
    known = [(day, edition) for edition in editions if (day := as_of(edition))]
    if not known:
        return None
    day, edition = max(known, key=lambda each: (each[0], each[1].edition))
    return edition, day


def dated(
    language: str,
    source: Source,
    shown: Sequence[Edition],
    carried: Sequence[Edition] = (),
    beside: Sequence[Edition] = (),
) -> tuple[Dated, ...]:
    """Return the day of the newest edition shown and when the next is due; none where unknown.

    `carried` are all editions of the same series in the store, `beside` all of its source.
    """
    found = newest(shown)
    if found is None or source.rhythm_months < 1:
        return ()
    due = later(found[1], source.rhythm_months)
    followers = [
        best[0].edition if best and best[1] > found[1] else ""
        for best in (newest(carried), newest(beside))
    ]
    return (Dated(said(language, source.name), found[1], due, *followers),)


def age(language: str, since: datetime.date, today: datetime.date) -> str:
    """Return the time from one day to another in whole years and months."""
    years, months = divmod(max(_months(since, today), 0), 12)
    words = [
        text(language, f"freshness.{unit}", count=count)
        for unit, count in (("years", years), ("months", months))
        if count
    ]
    if len(words) == 2:
        return text(language, "freshness.both", years=words[0], months=words[1])
    return words[0] if words else text(language, "freshness.new")


def _months(first: datetime.date, last: datetime.date) -> int:
    """Return the whole months from one day to another."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months if later(first, months) <= last else months - 1


def rhythm(language: str, months: int) -> str:
    """Return how often a source publishes: 'about every 12 months'."""
    return text(language, "freshness.rhythm", count=months)


def warnings(language: str, dates: Sequence[Dated], today: datetime.date) -> tuple[str, ...]:
    """Return a sentence for each source whose edition is older than the source's rhythm.

    The source is named where there are several.
    """
    found = []
    for each in dates:
        if today <= each.due:
            continue
        how_old = age(language, each.as_of, today)
        if each.later:
            words = text(language, "freshness.later", age=how_old, edition=code(each.later))
        elif each.beside:
            words = text(language, "freshness.beside", age=how_old, edition=code(each.beside))
        else:
            often = rhythm(language, _months(each.as_of, each.due))
            words = text(language, "freshness.overdue", age=how_old, rhythm=often)
        if len(dates) > 1:
            words = text(language, "freshness.of_source", source=each.source, words=words)
        found.append(words)
    return tuple(found)
