"""What a screen listens for, as automaton and as sentences, from hassil templates; hearing is the engines' work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from hassil.expression import (
    Alternative,
    Expression,
    Group,
    ListReference,
    Permutation,
    RuleReference,
    TextChunk,
)
from hassil.parse_expression import parse_sentence
from hassil.parser import ParseError

from content.screen import Phrase, Screen
from voice.automaton import Automaton, Net, State, determinise
from voice.errors import TemplateBroken, TemplateExplodes

SPACELESS = ("zh", "ko", "ja", "yue")
"""Written without spaces, or with spaces that nobody hears: compared character by character."""
MOST_SENTENCES = 2000
"""Of one template; a list longer than that slows every turn down, and a person could not say what is in it."""
MOST_PERMUTED = 6
"""Parts of one ``(a;b;c)``: it has 2**parts states."""
NUMBER = "number"
"""The meaning of a whole digit string on a keypad."""
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "＇": "'"})
_NOT_HEARD = re.compile(r"[^\w' ]|_")
_GARBAGE = re.compile(r"[<\[][\w ]*[>\]]")


@dataclass(frozen=True)
class Sentence:
    """One sentence as it is compared, and what it means."""

    text: str
    meaning: str


def spaceless(language: str) -> bool:
    """Whether spaces mean nothing in what is heard of that language."""
    return language.split("-")[0] in SPACELESS


def plain(text: str, language: str) -> str:
    """The text as it is compared: small letters, no punctuation, single spaces or none."""
    bare = _NOT_HEARD.sub(" ", text.translate(_APOSTROPHES).lower())
    return "".join(bare.split()) if spaceless(language) else " ".join(bare.split())


def tokens(text: str, language: str) -> tuple[str, ...]:
    """What the automaton of that language reads: words, or characters."""
    bare = plain(text, language)
    return tuple(bare) if spaceless(language) else tuple(bare.split())


@dataclass(frozen=True)
class Grammar:
    """Everything listened for at one moment. ``build`` makes it from phrases, ``of_screen`` from a screen."""

    language: str
    phrases: tuple[Phrase, ...]
    length: int
    """Digits of a whole number on a keypad, 0 elsewhere."""
    automaton: Automaton = field(compare=False)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence but whole digit strings. Raises TemplateExplodes when one template has far too many."""
        return tuple(Sentence(text, phrase.meaning) for phrase in self.phrases for text in self.ways(phrase))

    @property
    def listable(self) -> bool:
        """Whether ``sentences`` can be had."""
        return all(self._of(each).count() <= MOST_SENTENCES for each in self.phrases)

    def ways(self, phrase: Phrase) -> tuple[str, ...]:
        """The sentences of one phrase as they are compared. Raises TemplateExplodes."""
        return _listed(phrase.template, by_word=not spaceless(self.language))

    def spaced(self, phrase: Phrase) -> tuple[str, ...]:
        """The sentences of one phrase with the spaces of its template. Raises TemplateExplodes."""
        return _listed(phrase.template, by_word=True)

    def _of(self, phrase: Phrase) -> Automaton:
        return parsed(phrase.template, by_word=not spaceless(self.language))

    def meanings(self, text: str) -> frozenset[str]:
        """What exactly this sentence means here; empty when it is not listened for."""
        return self.automaton.meanings(tokens(text, self.language))

    def extendable(self, text: str) -> bool:
        """Whether a longer sentence begins with this text."""
        return self.automaton.extendable(tokens(text, self.language))

    def beyond(self, text: str) -> frozenset[str]:
        """What the longer sentences mean that begin with this text; empty when none does."""
        return self.automaton.beyond(tokens(text, self.language))

    @cached_property
    def digit_ways(self) -> tuple[tuple[str, str], ...]:
        """(sentence, digit) on a keypad, the longest sentences first."""
        found = [
            (each.text, each.meaning.removeprefix("digit:"))
            for each in self.sentences
            if each.meaning.startswith("digit:")
        ]
        return tuple(sorted(found, key=lambda each: (-len(each[0]), each)))


def of_screen(screen: Screen) -> Grammar:
    """What this screen listens for. Raises TemplateBroken."""
    length = screen.length if screen.kind == "number" else 0
    return build(screen.phrases(), screen.language, length)


@lru_cache(maxsize=256)
def build(phrases: tuple[Phrase, ...], language: str, length: int = 0) -> Grammar:
    """The grammar of these phrases; on a keypad (``length`` > 1) whole digit strings too. Raises TemplateBroken."""
    net = Net()
    start = net.state()
    for phrase in phrases:
        end = _read(net, start, phrase.template)
        net.ends[end] = phrase.meaning
    if length > 1:
        here = start
        for _ in range(length):
            after = net.state()
            for phrase in phrases:
                if phrase.meaning.startswith("digit:"):
                    end = _read(net, here, phrase.template)
                    net.move(end, " ", after)
            here = after
        net.ends[here] = NUMBER
        _let_end_without_space(net, here)
    automaton = determinise(net, start, by_word=not spaceless(language))
    return Grammar(language, phrases, length, automaton)


@lru_cache(maxsize=4096)
def parsed(template: str, *, by_word: bool) -> Automaton:
    """The automaton of one template alone, word by word or character by character. Raises TemplateBroken."""
    net = Net()
    start = net.state()
    net.ends[_read(net, start, template)] = "said"
    return determinise(net, start, by_word=by_word)


def _listed(template: str, *, by_word: bool) -> tuple[str, ...]:
    automaton = parsed(template, by_word=by_word)
    if (count := automaton.count()) > MOST_SENTENCES:
        raise TemplateExplodes(template, count, MOST_SENTENCES)
    return tuple((" " if by_word else "").join(said) for said, _ in automaton.sentences())


def _let_end_without_space(net: Net, end: State) -> None:
    for state, arcs in enumerate(net.arcs):
        if end in arcs.get(" ", ()):
            net.jump(state, end)


def _read(net: Net, start: State, template: str) -> State:
    """Lay the template into the net from ``start``; the state where it ends."""
    try:
        expression = parse_sentence(template).expression
    except (ParseError, AssertionError, IndexError) as error:
        raise TemplateBroken(template, str(error) or "a bracket is missing") from error
    return _Reader(net, template).read(start, expression)


class _Reader:
    """Walks one template's tree into a net."""

    def __init__(self, net: Net, template: str) -> None:
        self._net = net
        self._template = template

    def read(self, start: State, expression: Expression) -> State:
        if isinstance(expression, TextChunk):
            return self._text(start, expression.text)
        if isinstance(expression, Permutation):
            return self._permutation(start, expression.items)
        if isinstance(expression, Alternative):
            end = self._net.state()
            for item in expression.items:
                self._net.jump(self.read(self._beside(start), item), end)
            return end
        if isinstance(expression, Group):
            for item in expression.items:
                start = self.read(start, item)
            return start
        if isinstance(expression, ListReference):
            raise TemplateBroken(self._template, f"{{{expression.list_name}}} is a list; templates here have none")
        if isinstance(expression, RuleReference):
            raise TemplateBroken(self._template, f"<{expression.rule_name}> is a rule; templates here have none")
        raise TemplateBroken(self._template, f"{type(expression).__name__} is not understood")

    def _beside(self, start: State) -> State:
        """A fresh state after an empty move: branches must not share the arcs of their beginning."""
        state = self._net.state()
        self._net.jump(start, state)
        return state

    def _text(self, start: State, text: str) -> State:
        bare = _NOT_HEARD.sub(" ", text.translate(_APOSTROPHES).lower())
        for character in bare:
            target = self._net.state()
            self._net.move(start, character, target)
            start = target
        return start

    def _permutation(self, start: State, items: Sequence[Expression]) -> State:
        """Every order of the items, by the set of those that are left."""
        if len(items) > MOST_PERMUTED:
            raise TemplateBroken(self._template, f"({len(items)} parts in any order: {MOST_PERMUTED} is the most)")
        states: dict[frozenset[int], State] = {frozenset(range(len(items))): start}
        for size in range(len(items), 0, -1):
            for left in [each for each in states if len(each) == size]:
                for chosen in left:
                    rest = left - {chosen}
                    target = states.setdefault(rest, -1)
                    if target < 0:
                        target = states[rest] = self._net.state()
                    self._net.jump(self.read(self._beside(states[left]), items[chosen]), target)
        return states[frozenset()]


def without_garbage(text: str) -> str:
    """The text without an engine's marks of unknown words (``[unk]``, ``<UNK>``)."""
    return _GARBAGE.sub(" ", text)
