"""How much of an indicator is carried: states, years, absences by reason, values in doubt."""

from __future__ import annotations

from app import narrative, queries
from app.findings.indicator_subject import Card
from app.i18n import number, said, years
from app.markup_card import Item, Section


def section(card: Card) -> Section | None:
    """Return what is carried beside the values of Arab states, and what is absent, by reason."""
    items = []
    if card.years:
        economies, every = queries.economies(card.version)[card.identity]
        items.append(
            Item(
                card.say("indicator.all_values"),
                number(card.language, every),
                card.say("indicator.economies", count=economies),
            )
        )
    estimated = sum(len(own.estimated) for own in card.held.values())
    if estimated:
        items.append(Item(card.say("indicator.estimated"), number(card.language, estimated)))
    items += [*_absent(card), *_doubted(card)]
    return Section(card.say("indicator.coverage"), items=tuple(items)) if items else None


def _absent(card: Card) -> list[Item]:
    """Return the reasons why there is no value, each with the states and years it stands for."""
    found: dict[str, dict[str, list[int]]] = {}
    for iso3, own in card.held.items():
        for year, why in own.reasons.items():
            states = found.setdefault(said(card.language, why), {})
            states.setdefault(iso3, []).extend([] if year is None else [year])
    items = []
    for reason, states in found.items():
        every = sorted({year for own in states.values() for year in own})
        span = years(card.language, every[0], every[-1]) if every else card.say("indicator.always")
        whole = len(states) == len(card.held)
        names = card.say("indicator.all_states") if whole else card.named(list(states))
        note = card.say("source.join").join([names, span])
        label = card.say("indicator.absent", reason=reason)
        items.append(Item(label, card.say("pillars.states", count=len(states)), note))
    return items


def _doubted(card: Card) -> list[Item]:
    """Return the values in doubt, those with the same note together."""
    found: dict[str, list[tuple[str, int, float]]] = {}
    for iso3, own in card.held.items():
        for year, (value, note) in own.doubted.items():
            found.setdefault(said(card.language, note), []).append((iso3, year, value))
    items = []
    for words, rows in found.items():
        shown = [
            card.say(
                "indicator.doubted_value",
                country=card.named([iso3]),
                year=year,
                value=narrative.amount(card.language, card.indicator.unit, value),
            )
            for iso3, year, value in sorted(rows)
        ]
        items.append(Item(card.say("indicator.doubted"), card.say("alt.join").join(shown), words))
    return items
