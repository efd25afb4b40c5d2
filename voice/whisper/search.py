"""The likeliest sentences of a screen for a sound, and beside them what it says freely; the network is asked here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from voice.whisper.network import COMMON, Memory, Network
from voice.whisper.spelling import Spelled, State, Token
from voice.whisper.weights import Array

WIDTH = 5
"""Beginnings of sentences that are followed at once."""
SAME = 3
"""Of which at most so many are the same words, written differently."""
BEHIND = 10.0
"""A beginning so much less likely than the best one is given up (natural logarithms)."""
LOST = 8.0
"""The same, against the best whole sentence."""
_Way = tuple[float, State, tuple[str, ...], int, Token]


@dataclass(frozen=True)
class Found:
    """What was heard."""

    sentences: tuple[tuple[str, float], ...]
    """Sentences of the grammar with their logarithmic probabilities, likeliest first."""
    free: tuple[Token, ...]
    """What was heard when nothing was asked for."""
    likely: float
    """Its logarithmic probability."""
    own: float
    """How likely the sound is of the first of the languages, 0 to 1."""


@dataclass
class _Beginning:
    score: float
    state: State
    said: tuple[str, ...] = ()


@dataclass
class _Freely:
    """The likeliest token after the likeliest token."""

    most: int
    tokens: list[Token] = field(default_factory=list)
    score: float = 0.0
    over: bool = False

    def take(self, chances: Array, stop: list[int], names: list[Token]) -> None:
        best = int(chances.argmax())
        self.over = best in stop or len(self.tokens) >= self.most
        if self.over:
            self.score += float(np.logaddexp.reduce(chances[stop]))
        else:
            self.score += float(chances[best])
            self.tokens.append(names[best])


class Search:
    """One network and one grammar; may be asked about many sounds."""

    def __init__(
        self, network: Network, spelled: Spelled, prompt: list[Token], stop: list[Token], languages: list[Token]
    ) -> None:
        """``prompt``: the tokens before the first word; ``stop``: those that end a sentence.

        ``languages``: the tokens of the ear's own and of those it is told apart from.
        """
        self._network, self._spelled, self._prompt = network, spelled, prompt
        self._languages = network.columns(languages)
        rare = sorted(each for each in {*spelled.tokens, *stop} if each >= COMMON)
        self._rare = network.columns(rare)
        self._names = [*range(COMMON), *rare]
        self._place = {name: place for place, name in enumerate(self._names)}
        self._stop = [self._place[each] for each in stop]

    def __call__(self, heard: Memory, most: int, given_up: Callable[[], bool] = lambda: False) -> Found:
        """``heard``: as the network encoded it; ``most``: tokens that so much sound can hold."""
        ends, past = self._network.begin(self._prompt, heard)
        named = ends[0] @ self._languages  # after the first token the network names the language
        own = float(np.exp(named[0] - np.logaddexp.reduce(named)))
        ends = ends[-1:]
        rows, place = [0, 0], len(self._prompt)
        past, ends = _chosen(past, rows), ends[rows]
        living, freely = [_Beginning(0.0, 0)], _Freely(most)
        whole: dict[tuple[str, ...], float] = {}
        while not given_up():
            chances = self._chances(ends)
            if not freely.over:
                freely.take(chances[-1], self._stop, self._names)
            for row, each in enumerate(living):
                if each.state in self._spelled.ends:
                    score = each.score + float(np.logaddexp.reduce(chances[row, self._stop]))
                    whole[each.said] = float(np.logaddexp(whole.get(each.said, -np.inf), score))
            living, rows, tokens = self._further(living, chances, max(whole.values(), default=-np.inf))
            if not freely.over:
                rows, tokens = [*rows, len(chances) - 1], [*tokens, freely.tokens[-1]]
            if not tokens or place - len(self._prompt) > most:
                break
            ends, past = self._network.step(tokens, place, _chosen(past, rows), heard)
            place += 1
        best = sorted(((self._spelled.text(said), score) for said, score in whole.items()), key=lambda each: -each[1])
        return Found(tuple(best), tuple(freely.tokens), freely.score, own)

    def _chances(self, ends: Array) -> Array:
        """Logarithmic probability of every known token after each end."""
        logits = np.concatenate([ends @ self._network.common, ends @ self._rare], 1)
        top = logits.max(-1, keepdims=True)
        return np.asarray(logits - top - np.log(np.exp(logits - top).sum(-1, keepdims=True)))

    def _further(
        self, living: list[_Beginning], chances: Array, best_whole: float
    ) -> tuple[list[_Beginning], list[int], list[Token]]:
        """The best beginnings that are one token longer, from which row each comes, and by which token."""
        ways: list[_Way] = []
        for row, each in enumerate(living):
            for token, targets in self._spelled.arcs[each.state].items():
                score = each.score + float(chances[row, self._place[token]])
                ways += [
                    (score, state, (*each.said, said) if said else each.said, row, token) for state, said in targets
                ]
        ways.sort(key=lambda way: -way[0])
        least = max(best_whole - LOST, ways[0][0] - BEHIND) if ways else 0.0
        kept: list[_Way] = []
        alike = Counter[tuple[str, ...]]()
        for way in ways:
            if len(kept) == WIDTH or way[0] < least:
                break
            if alike[way[2]] < SAME:
                alike[way[2]] += 1
                kept.append(way)
        return [_Beginning(*way[:3]) for way in kept], [way[3] for way in kept], [way[4] for way in kept]


def _chosen(past: Memory, rows: list[int]) -> Memory:
    return [(keys[rows], values[rows]) for keys, values in past]
