"""Every screen of the kiosk in a real browser against the numbers of the standards; the table is kept in the docs."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from multiprocessing import get_context

from benchmarks.measuring import SCREENS, Measured, measured
from benchmarks.rules import RULES, Findings
from benchmarks.running import TOP
from kiosk.settings import KioskSettings

KEPT = TOP / "docs" / "standards.md"
SOME = 12
"""Broken values of one rule that are printed."""


def measure_all(languages: Sequence[str], which: str, jobs: int, minutes: float) -> Measured:
    """Every language in a process of its own, as many at a time as there are jobs; what they found together.

    ``minutes``: at most, for each language.
    """
    whole = Measured()
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for each in pool.map(measured, languages, repeat(which), repeat(minutes * 60)):
            whole.findings.join(each.findings)
            whole.screens += each.screens
            whole.axed += each.axed
            whole.whole &= each.whole
    return whole


def table(findings: Findings) -> Iterator[str]:
    """The findings as one table, in Markdown."""
    yield "| what | must be | worst seen | where | number from | values | broken |"
    yield "|---|---|---|---|---|---|---|"
    broken = Counter(each.rule for each in findings.broken)
    for key, rule in RULES.items():
        if key not in findings.worst:
            continue
        worst, sign = findings.worst[key], "≥" if rule.least else "≤"
        must = f"{sign} {rule.limit:g} {rule.unit}".replace(" :1", ":1").strip()
        value = f"{max(worst.value, 0):.4g} {rule.unit}".replace(" :1", ":1").strip()
        where = f"{worst.where}{f' ({worst.what})' if worst.what else ''}".replace("|", "/").replace("\n", " ")[:110]
        cells = (rule.what, must, value, where, rule.of, findings.measured[key], broken[key])
        yield f"| {' | '.join(map(str, cells))} |"


def told(whole: Measured, what: str, took: float) -> str:
    """The page that is kept in the docs; ``what``: which screens were measured; ``took``: minutes."""
    screens = ", ".join(f"{number} in {language}" for language, number in whole.screens.items())
    glass = ", ".join(f"{width}×{height}" for width, height in SCREENS)
    return "\n".join((
        "# The screens against the standards",
        "",
        f"Written by `script/bench standards`, never by hand. Every screen {what} is drawn in a real",
        f"Chromium and measured: {screens}; on glass of {glass} pixels and {KioskSettings().diagonal:g} inches;",
        f"in three sizes of letters; contrast in both themes. axe-core looked at the {whole.axed} pages that differ",
        "in their markup, in both themes. Values of whole paragraphs are of texts without pictures beside them.",
        f"It took {took:.0f} minutes{'' if whole.whole else ', which were not enough for all of them'}.",
        "",
        *table(whole.findings),
        "",
    ))  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print the table, keep it; 1 where something is broken."""
    parser = argparse.ArgumentParser(prog="standards", description=__doc__)
    parser.add_argument("--languages", default="zh,en,ko")
    parser.add_argument("--planned", action="store_true", help="each planned screen once, not all pages of topics")
    parser.add_argument("--print-only", action="store_true", help="do not write docs/standards.md")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="languages at a time")
    parser.add_argument("--minutes", type=float, default=60, help="for each language at most; the page tells so")
    asked = parser.parse_args(argv)
    begun = time.monotonic()
    whole = measure_all(
        asked.languages.split(","), "planned" if asked.planned else "everywhere", asked.jobs, asked.minutes
    )
    what = (
        "planned" if asked.planned else "that can be reached, and those of somebody with long names and much to tell,"
    )
    text = told(whole, what, (time.monotonic() - begun) / 60)
    print(text)
    by_rule = defaultdict(list)
    for each in whole.findings.broken:
        by_rule[each.rule].append(each)
    for rule, those in by_rule.items():
        for each in those[:SOME]:
            print(f"BROKEN {rule}: {each.value:.3g} on {each.where} ({each.what})", file=sys.stderr)
    print(f"Measured in {time.monotonic() - begun:.0f} s.")
    if not asked.print_only:
        KEPT.write_text(text, "utf-8")
    return 1 if whole.findings.broken else 0


if __name__ == "__main__":
    sys.exit(main())
