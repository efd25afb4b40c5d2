"""One line of the tables that benchmarks fill, and how they are printed; no measuring here."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One figure, beside the bare figure of the same run where there is one."""

    what: str
    ours: float
    unit: str
    bare: float | None = None
    against: str = ""
    """What the bare figure is of."""

    @property
    def ratio(self) -> float | None:
        """Ours divided by the bare one."""
        return self.ours / self.bare if self.bare else None


def show(title: str, lines: Iterable[Line]) -> None:
    """Print the lines of one benchmark."""
    sys.stdout.write(f"\n{title}\n")
    for each in lines:
        told = f"  {each.what:<54} {_number(each.ours):>9} {each.unit:<6}"
        if each.bare is not None and each.ratio is not None:
            told += f" bare {_number(each.bare):>9}  ratio {each.ratio:5.2f}  ({each.against})"
        sys.stdout.write(told.rstrip() + "\n")
    sys.stdout.flush()


@dataclass(frozen=True)
class Row:
    """One promise, or one figure beside it."""

    what: str
    found: str
    well: bool | None
    """Whether it is kept; None for a figure that is only told."""


def row(told: Row) -> None:
    """Print it as soon as it is known."""
    mark = {True: "ok", False: "NOT KEPT", None: ""}[told.well]
    print(f"  {told.what:<72} {told.found:>24}  {mark}".rstrip(), flush=True)


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
