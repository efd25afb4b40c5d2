"""One line of the table that every benchmark fills, and how the table is printed; no measuring here."""

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


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
