"""Which words the installed models can hear, and our sentences cut into them; loads no model."""

from __future__ import annotations

import importlib.util
import struct
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from voice.errors import ModelDamaged
from voice.models import installed

FST_MAGIC = 2125659606
TABLE_MAGIC = 2125658996
HAS_INPUT_TABLE, HAS_OUTPUT_TABLE = 1, 2
LONGEST_WORD = 40
"""Characters; longer entries are no words that anybody says."""


@lru_cache(maxsize=4)
def words_of(model: Path) -> frozenset[str]:
    """Every word that this Vosk model can write. Takes half a second for a large one. Raises ModelDamaged."""
    table, grammar = model / "graph" / "words.txt", model / "graph" / "Gr.fst"
    try:
        if table.is_file():
            return frozenset(line.split()[0] for line in table.read_text("utf-8").splitlines() if line.strip())
        return frozenset(_Table(grammar.read_bytes()).words())
    except (OSError, ValueError, struct.error) as error:
        raise ModelDamaged(model, model.name, f"its list of words cannot be read: {error}") from error


class _Table:
    """The word table inside an OpenFst file, read without OpenFst."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def words(self) -> Iterable[str]:
        if self._number("<i") != FST_MAGIC:
            raise ValueError("no finite-state graph")
        self._text(), self._text()
        self._number("<i")
        flags = self._number("<i")
        self._at += 4 * 8  # properties, start, states, arcs
        if not flags & (HAS_INPUT_TABLE | HAS_OUTPUT_TABLE):
            raise ValueError("the graph carries no words")
        if self._number("<i") != TABLE_MAGIC:
            raise ValueError("no word table where one was promised")
        self._text()
        self._number("<q")
        for _ in range(self._number("<q")):
            yield self._text()
            self._at += 8

    def _number(self, kind: str) -> int:
        (found,) = struct.unpack_from(kind, self._data, self._at)
        self._at += struct.calcsize(kind)
        return int(found)

    def _text(self) -> str:
        size = self._number("<i")
        if size < 0 or self._at + size > len(self._data):
            raise ValueError("the word table is cut off")
        text = self._data[self._at : self._at + size].decode("utf-8")
        self._at += size
        return text


def cut(text: str, words: frozenset[str]) -> tuple[str, ...] | None:
    """The text as the fewest known words in a row, longest first; None when some part is unknown.

    Spaces in the text are cuts where that works; Korean models know morphemes, not what stands between spaces.
    """
    pieces: list[str] = []
    for chunk in text.split():
        found = _fewest(chunk, words)
        if found is None:
            return _fewest("".join(text.split()), words)
        pieces += found
    return tuple(pieces)


def _fewest(chunk: str, words: frozenset[str]) -> tuple[str, ...] | None:
    best: list[tuple[str, ...] | None] = [()] + [None] * len(chunk)
    for end in range(1, len(chunk) + 1):
        for start in range(max(0, end - LONGEST_WORD), end):
            before = best[start]
            if before is None or chunk[start:end] not in words:
                continue
            so_far = best[end]
            if so_far is None or len(before) + 1 < len(so_far):
                best[end] = (*before, chunk[start:end])
    return best[len(chunk)]


def vocabulary(language: str, models: Path) -> frozenset[str] | None:
    """Every word that can be heard in that language here; None where no model is installed. Raises ModelDamaged."""
    model = installed(language, models)
    if model is not None:
        return words_of(model)
    return _pocketsphinx_words() if language == "en" else None


@lru_cache(maxsize=1)
def _pocketsphinx_words() -> frozenset[str]:
    """The pronouncing dictionary inside the wheel; empty lines and other pronunciations of the same word left out."""
    found = importlib.util.find_spec("pocketsphinx")
    if found is None or found.origin is None:
        return frozenset()
    path = Path(found.origin).parent / "model" / "en-us" / "cmudict-en-us.dict"
    lines = path.read_text("utf-8").splitlines()
    return frozenset(line.split()[0].split("(")[0] for line in lines if line.strip())
