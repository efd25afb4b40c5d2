"""The sentences of a screen as the tokens that Whisper writes, in every way that it may write them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from voice.grammar import Grammar, spaceless

Token = int
State = int
Arcs = list[dict[Token, list[tuple[State, str]]]]
_SPOKEN = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
FIGURES = {word: str(number) for number, word in enumerate(_SPOKEN)}
LONGEST = 4
"""Characters of a language without spaces that one token may stand for."""


@dataclass(frozen=True)
class Spelled:
    """An automaton over tokens. State 0 begins."""

    arcs: Arcs
    """For each state: token → where it leads, and what was then said (empty within a word)."""
    ends: frozenset[State]
    joint: str
    """What parts the words."""

    @cached_property
    def tokens(self) -> frozenset[Token]:
        """All that are on any path."""
        return frozenset(token for arcs in self.arcs for token in arcs)

    def text(self, said: Iterable[str]) -> str:
        """As the grammar writes it."""
        return self.joint.join(said)


class Speller:
    """Writes words in tokens; ``vocabulary``: all tokens in order, as ``voice.whisper_files`` gives them."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._words = vocabulary
        self._vocabulary = {word: number for number, word in enumerate(vocabulary)}
        self._letters = _letters()
        self._bytes = {letter: byte for byte, letter in self._letters.items()}

    def token(self, text: str) -> Token | None:
        """The one token that writes this, if there is one."""
        return self._vocabulary.get(self._written(text))

    def special(self, name: str) -> Token:
        """``<|en|>`` and the like."""
        return self._vocabulary[name]

    def tokens(self, text: str) -> tuple[Token, ...]:
        """Pairs are joined in the order of the vocabulary, as they were when the network learned."""
        pieces = list(self._written(text))
        while len(pieces) > 1:
            pairs = [self._vocabulary.get(left + right) for left, right in pairwise(pieces)]
            known = [(rank, place) for place, rank in enumerate(pairs) if rank is not None]
            if not known:
                break
            _, place = min(known)
            pieces[place : place + 2] = [pieces[place] + pieces[place + 1]]
        return tuple(self._vocabulary[each] for each in pieces)

    def text(self, tokens: Iterable[Token]) -> str:
        """What those tokens say; marks such as ``<|en|>`` are left out."""
        words = "".join(self._words[each] for each in tokens if not self._words[each].startswith("<|"))
        return bytes(self._bytes[each] for each in words if each in self._bytes).decode(errors="ignore")

    def spelled(self, grammar: Grammar) -> Spelled:
        """The grammar in tokens."""
        arcs: Arcs = [{} for _ in grammar.automaton.arcs or ({},)]
        compact = spaceless(grammar.language)
        ways = self._by_character if compact else self._by_word
        for start, said, target, tokens in ways(grammar):
            _lay(arcs, start, tokens, target, said)
        return Spelled(arcs, frozenset(grammar.automaton.ends), "" if compact else " ")

    def _by_word(self, grammar: Grammar) -> Iterator[tuple[State, str, State, tuple[Token, ...]]]:
        for start, arcs in enumerate(grammar.automaton.arcs):
            for word, target in arcs.items():
                for way in writings(word, first=start == 0):
                    yield start, word, target, self.tokens(way)

    def _by_character(self, grammar: Grammar) -> Iterator[tuple[State, str, State, tuple[Token, ...]]]:
        for start in range(len(grammar.automaton.arcs)):
            for said, target in _ahead(grammar.automaton.arcs, start):
                token = self.token(said)
                if token is not None:
                    yield start, said, target, (token,)
                elif len(said) == 1:
                    yield start, said, target, self.tokens(said)

    def _written(self, text: str) -> str:
        return "".join(self._letters[byte] for byte in text.encode())


def writings(word: str, *, first: bool) -> list[str]:
    """How Whisper may write a word of a sentence: with capitals, in figures, tied to the word before."""
    plain = [word, *([FIGURES[word]] if word in FIGURES else [])]
    ways = dict.fromkeys([*plain, *(each[:1].upper() + each[1:] for each in plain)])
    return [f" {each}" for each in ways] + ([] if first else [f"-{each}" for each in plain])


def _ahead(arcs: Iterable[Mapping[str, State]], start: State) -> Iterator[tuple[str, State]]:
    """Every stretch of characters from there on that one token might stand for."""
    ways = list(arcs)
    left = [("", start)]
    while left:
        said, state = left.pop()
        if said:
            yield said, state
        if len(said) < LONGEST:
            left += [(said + character, target) for character, target in ways[state].items()]


def _lay(arcs: Arcs, start: State, tokens: tuple[Token, ...], target: State, said: str) -> None:
    """A path of tokens; words that begin alike share their first tokens."""
    here = start
    for token in tokens[:-1]:
        within = [state for state, word in arcs[here].get(token, ()) if not word]
        if not within:
            arcs.append({})
            arcs[here].setdefault(token, []).append((len(arcs) - 1, ""))
            within = [len(arcs) - 1]
        here = within[0]
    arcs[here].setdefault(tokens[-1], []).append((target, said))


def _letters() -> dict[int, str]:
    """Byte → the printable letter by which the vocabulary writes it (GPT-2's table)."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    rest = [each for each in range(256) if each not in plain]
    return {**{each: chr(each) for each in plain}, **{each: chr(256 + place) for place, each in enumerate(rest)}}
