"""One comparison: what ours took, what the bare thing took, and the aim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Measure:
    """A figure of ours beside the same of the bare thing; `samples` says how often it was taken."""

    name: str
    ours: float
    bare: float
    unit: str
    aim: str = ""
    samples: int = 1

    @property
    def ratio(self) -> float | None:
        """Return ours divided by bare; None where there is nothing to divide by."""
        return self.ours / self.bare if self.bare else None


def between(
    name: str, ours: Sequence[float], bare: Sequence[float], unit: str, aim: str = ""
) -> Measure:
    """Return the comparison of two series of samples by their medians."""
    return Measure(name, median(ours), median(bare), unit, aim, min(len(ours), len(bare)))


def line(each: Measure) -> str:
    """Return a comparison as a line of a table."""
    ratio = "" if each.ratio is None else f"{each.ratio:.2f}"
    figures = f"{figure(each.ours):>9}{figure(each.bare):>9} {each.unit:<10}"
    return f"  {each.name:<44}{figures}{ratio:>6}  {each.samples:>3}  {each.aim}".rstrip()


def head(title: str) -> str:
    """Return the head of a table of comparisons."""
    columns = f"{'ours':>9}{'bare':>9} {'':<10}{'ratio':>6}  {'n':>3}  aim"
    return f"{title}\n  {'':<44}{columns}"


def figure(value: float) -> str:
    """Return a figure with three digits that count."""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
