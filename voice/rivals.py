"""How near a sentence comes to one that means something else here, without listing them all; pure."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from voice.grammar import Grammar, plain, spaceless

Costs = npt.NDArray[np.int64]


@lru_cache(maxsize=512)
def distance(text: str, grammar: Grammar, within: int) -> int:
    """Letters to be put in or taken out until it is a sentence that means something else; ``within`` + 1 if more.

    0 where the text is no sentence of the grammar at all, or means two things.
    """
    said = plain(text, grammar.language)
    meant = grammar.meanings(text)
    if len(meant) != 1:
        return 0
    net, letters = grammar.automaton, np.frombuffer(said.encode("utf-32-le"), "<u4")
    places = np.arange(len(said) + 1)
    best: dict[int, Costs] = {0: places}
    nearest = within + 1
    for state in net.forward():
        costs = best.pop(state, None)
        if costs is None:
            continue
        if net.ends.get(state, frozenset()) - meant:
            nearest = min(nearest, int(costs[-1]))
        gap = "" if state == 0 or spaceless(grammar.language) else " "
        for word, target in net.arcs[state].items():
            after = costs
            for letter in gap + word:
                after = _read(after, letters == ord(letter), places)
                if after.min() >= nearest:  # no sentence that begins like this comes nearer
                    break
            else:
                best[target] = np.minimum(best[target], after) if target in best else after
    return nearest


def _read(costs: Costs, same: npt.NDArray[np.bool_], places: Costs) -> Costs:
    """What it costs to have read one more letter of the other sentence, by how much of ours is read."""
    after = costs + 1
    after[1:] = np.where(same, np.minimum(after[1:], costs[:-1]), after[1:])
    return np.asarray(np.minimum.accumulate(after - places) + places)
