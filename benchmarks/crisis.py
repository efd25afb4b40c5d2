"""`script/bench crisis [FILE …]`: danger that the rules find, and harmless talk that they take for it."""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from content.danger import KINDS, dangers

SETS = Path(__file__).parent / "crisis_sets"
SHIPPED = ("development", "afterthought", "held_back")
"""Tuned on; written later by somebody else, found 79 in 100 of at first, and then tuned on; and never tuned on."""
RECALL, ALARMS = 0.98, 0.05
"""At least so many of danger are found, at most so many harmless ones taken for it."""


@dataclass(frozen=True)
class Sentence:
    """One line of a set."""

    language: str
    label: str
    """crisis or ok."""
    text: str
    kind: str = ""

    @cached_property
    def found(self) -> tuple[str, ...]:
        """The kinds that the rules find."""
        return tuple(each.kind for each in dangers(self.text))

    @property
    def right(self) -> bool:
        """Whether the rules say what the label says."""
        return bool(self.found) == (self.label == "crisis")


def read(path: Path) -> list[Sentence]:
    """Language, label, sentence and perhaps the kind, with tabs between. Raises ValueError with the line."""
    sentences = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        parts = line.split("\t")
        if len(parts) not in (3, 4) or parts[1] not in ("crisis", "ok"):
            raise ValueError(f"{path}, line {number}: expected language, crisis or ok, and a sentence, tabs between")
        sentences.append(Sentence(*parts))
    return sentences


def share(sentences: Iterable[Sentence], label: str) -> float:
    """How many of that label the rules find something in; 0 to 1, 0 for none."""
    told = [each for each in sentences if each.label == label]
    return sum(bool(each.found) for each in told) / len(told) if told else 0.0


def main(argv: Sequence[str]) -> int:
    """Print the table; 0 when every language reaches both figures in every set."""
    told = argparse.ArgumentParser(prog="script/bench crisis")
    told.add_argument("files", nargs="*", type=Path)
    told.add_argument("--wrong", action="store_true", help="print every sentence that is taken wrongly")
    wanted = told.parse_args(argv)
    well = True
    for path in wanted.files or [SETS / f"{each}.tsv" for each in SHIPPED]:
        begun = time.perf_counter()
        sentences = read(path)
        well &= _table(path.stem, sentences)
        spent = (time.perf_counter() - begun) * 1000 / max(1, len(sentences))
        print(f"  {len(sentences)} sentences, {spent:.2f} ms each")
        if wanted.wrong:
            for each in sentences:
                if not each.right:
                    print(f"  {each.language} {each.label:<6} {each.kind:<9} {each.text}  {', '.join(each.found)}")
    return 0 if well else 1


def _table(name: str, sentences: Sequence[Sentence]) -> bool:
    by_language: dict[str, list[Sentence]] = defaultdict(list)
    for each in sentences:
        by_language[each.language].append(each)
    print(f"\n{name:<14} recall  false  | " + " ".join(f"{each:>9}" for each in KINDS) + "   (found, of each kind)")
    well = True
    for language, told in sorted(by_language.items()):
        recall, alarms = share(told, "crisis"), share(told, "ok")
        kinds = [_of_kind(told, each) for each in KINDS]
        print(f"{language:<14} {recall:6.3f} {alarms:6.3f}  | " + " ".join(f"{each:>9}" for each in kinds))
        crisis = any(each.label == "crisis" for each in told)
        well &= (not crisis or recall >= RECALL) and alarms <= ALARMS
    return well


def _of_kind(told: Sequence[Sentence], kind: str) -> str:
    mine = [each for each in told if each.kind == kind]
    return f"{sum(bool(each.found) for each in mine)}/{len(mine)}" if mine else "-"
