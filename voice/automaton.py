"""A deterministic automaton over words or characters, without empty moves; ``voice.grammar`` reads templates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

State = int
Arc = tuple[State, State, str]


@dataclass
class Net:
    """A net of single characters with empty moves, as templates are read; ``determinise`` makes it an Automaton."""

    arcs: list[dict[str, list[State]]] = field(default_factory=list)
    empty: list[list[State]] = field(default_factory=list)
    ends: dict[State, str] = field(default_factory=dict)
    """State → what a sentence that ends there means."""

    def state(self) -> State:
        """A new state."""
        self.arcs.append({})
        self.empty.append([])
        return len(self.arcs) - 1

    def move(self, start: State, character: str, target: State) -> None:
        """Read one character."""
        self.arcs[start].setdefault(character, []).append(target)

    def jump(self, start: State, target: State) -> None:
        """Read nothing."""
        self.empty[start].append(target)

    def closure(self, states: Iterator[State] | set[State], through: str = "") -> frozenset[State]:
        """All states reached without reading, or by reading characters of ``through`` only."""
        found, left = set(states), list(states)
        while left:
            state = left.pop()
            further = list(self.empty[state])
            for character in through:
                further += self.arcs[state].get(character, ())
            for target in further:
                if target not in found:
                    found.add(target)
                    left.append(target)
        return frozenset(found)


@dataclass(frozen=True)
class Automaton:
    """State 0 begins. Every state reaches an end; no state is there twice; nothing loops."""

    arcs: tuple[Mapping[str, State], ...]
    """For each state: token → next state."""
    ends: Mapping[State, frozenset[str]]
    """Where a sentence may end, and what it then means."""

    def follow(self, tokens: Sequence[str]) -> State | None:
        """Where those tokens lead, None off the paths."""
        state: State | None = 0
        for token in tokens:
            if state is None or not self.arcs:
                return None
            state = self.arcs[state].get(token)
        return state if self.arcs else None

    def meanings(self, tokens: Sequence[str]) -> frozenset[str]:
        """What the whole sentence means; empty when it is none."""
        state = self.follow(tokens)
        return self.ends.get(state, frozenset()) if state is not None else frozenset()

    def extendable(self, tokens: Sequence[str]) -> bool:
        """Whether a longer sentence begins like this."""
        state = self.follow(tokens)
        return state is not None and bool(self.arcs[state])

    def beyond(self, tokens: Sequence[str]) -> frozenset[str]:
        """What the longer sentences mean that begin like this."""
        state = self.follow(tokens)
        seen, left = set[State](), [] if state is None else list(self.arcs[state].values())
        while left:
            here = left.pop()
            if here not in seen:
                seen.add(here)
                left += self.arcs[here].values()
        return frozenset(meaning for here in seen for meaning in self.ends.get(here, ()))

    def tokens(self) -> frozenset[str]:
        """Every word (or character) on any path."""
        return frozenset(token for arcs in self.arcs for token in arcs)

    def count(self) -> int:
        """How many sentences there are, without listing them."""
        memory: dict[State, int] = {}
        for state in reversed(self.forward()):
            memory[state] = (state in self.ends) + sum(memory[target] for target in self.arcs[state].values())
        return memory.get(0, 0)

    def sentences(self) -> Iterator[tuple[tuple[str, ...], frozenset[str]]]:
        """Every sentence with its meanings, one by one: there may be millions."""
        left: list[tuple[State, tuple[str, ...]]] = [(0, ())] if self.arcs else []
        while left:
            state, said = left.pop()
            if state in self.ends:
                yield said, self.ends[state]
            left += [(target, (*said, token)) for token, target in sorted(self.arcs[state].items(), reverse=True)]

    def without(self, heard: Callable[[str], bool]) -> Automaton:
        """The same sentences but those with a token for which ``heard`` is false."""
        kept = [{token: to for token, to in arcs.items() if heard(token)} for arcs in self.arcs]
        return _trimmed(kept, self.ends)

    def transitions(self) -> tuple[list[Arc], State]:
        """Arcs and the one final state: for engines that know a single end and no empty moves.

        Arcs into an end are doubled into the final state, from which nothing leads on.
        """
        final = len(self.arcs)
        found: list[Arc] = []
        for start, arcs in enumerate(self.arcs):
            for token, target in arcs.items():
                if self.arcs[target]:
                    found.append((start, target, token))
                if target in self.ends:
                    found.append((start, final, token))
        return found, final

    def forward(self) -> list[State]:
        """States so that every arc leads forward."""
        order: list[State] = []
        seen: set[State] = set()

        def visit(state: State) -> None:
            seen.add(state)
            for target in self.arcs[state].values():
                if target not in seen:
                    visit(target)
            order.append(state)

        if self.arcs:
            visit(0)
        return order[::-1]


def determinise(net: Net, start: State, *, by_word: bool) -> Automaton:
    """The automaton that reads the same sentences word by word (parted by spaces), or character by character."""
    step = _word_steps if by_word else _character_steps
    first = (net.closure({start}, through=" "), frozenset[str]())
    known: dict[tuple[frozenset[State], frozenset[str]], State] = {first: 0}
    arcs: list[dict[str, State]] = []
    ends: dict[State, frozenset[str]] = {}
    left = [first]
    while left:
        here = left.pop()
        number = known[here]
        while len(arcs) <= number:
            arcs.append({})
        if here[1]:
            ends[number] = here[1]
        for token, target in step(net, here[0]).items():
            if target not in known:
                known[target] = len(known)
                left.append(target)
            arcs[number][token] = known[target]
    return _trimmed(arcs, ends)


def _meant(net: Net, states: frozenset[State]) -> frozenset[str]:
    return frozenset(net.ends[state] for state in states if state in net.ends)


def _character_steps(net: Net, states: frozenset[State]) -> dict[str, tuple[frozenset[State], frozenset[str]]]:
    found: dict[str, set[State]] = {}
    for state in states:
        for character, targets in net.arcs[state].items():
            if character != " ":
                found.setdefault(character, set()).update(targets)
    closed = {character: net.closure(targets, through=" ") for character, targets in found.items()}
    return {character: (states, _meant(net, states)) for character, states in closed.items()}


def _word_steps(net: Net, states: frozenset[State]) -> dict[str, tuple[frozenset[State], frozenset[str]]]:
    found: dict[str, tuple[frozenset[State], frozenset[str]]] = {}
    left = [("", states)]
    while left:
        word, here = left.pop()
        further: dict[str, set[State]] = {}
        for state in here:
            for character, targets in net.arcs[state].items():
                further.setdefault(character, set()).update(targets)
        after = further.pop(" ", set())
        if word and (after or _meant(net, here)):
            beyond = net.closure(after, through=" ")
            found[word] = (beyond, _meant(net, here) | _meant(net, beyond))
        left += [(word + character, net.closure(targets)) for character, targets in further.items()]
    return found


def _trimmed(arcs: Sequence[Mapping[str, State]], ends: Mapping[State, frozenset[str]]) -> Automaton:
    """Only what reaches an end, equal states merged, the beginning as 0; nothing loops, so one walk up suffices."""
    new: dict[State, State | None] = {}
    known: dict[tuple[frozenset[tuple[str, State]], frozenset[str]], State] = {}

    def visit(state: State) -> State | None:
        if state not in new:
            kept = {token: visit(target) for token, target in arcs[state].items()}
            living = frozenset((token, target) for token, target in kept.items() if target is not None)
            meant = ends.get(state, frozenset())
            new[state] = known.setdefault((living, meant), len(known)) if living or meant else None
        return new[state]

    if not arcs or visit(0) is None:
        return Automaton((), {})
    size = len(known)  # the beginning was numbered last; turn the numbers round so that it is 0
    turned = [dict[str, State]() for _ in range(size)]
    meanings: dict[State, frozenset[str]] = {}
    for (living, meant), number in known.items():
        turned[size - 1 - number] = {token: size - 1 - target for token, target in sorted(living)}
        if meant:
            meanings[size - 1 - number] = meant
    return Automaton(tuple(turned), meanings)
