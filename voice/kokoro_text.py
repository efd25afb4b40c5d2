"""From the text as it is spoken to the phonemes that Kokoro reads, for Mandarin and English; pure, no model.

Mandarin comes as pinyin from ``voice.lexicon``; Latin words, also those inside Mandarin, are read by ``english``.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from voice.mandarin_ipa import bent, phonemes, syllables

English = Callable[[str], str]
"""American English words to IPA as espeak-ng writes it, with ``^`` between the letters of one sound."""

_RUNS = {
    1: ";:,.!?", 9: '—…"()“” \u0303ʣʥʦʨᵝꭧAI', 31: "O", 33: "Q", 35: "ST", 39: "W", 41: "Yᵊabcdef",
    50: "hijklmnopqrstuvwxyzɑɐɒæ", 75: "βɔɕç", 80: "ɖðʤə", 85: "ɚɛɜ", 90: "ɟ", 92: "ɡ", 99: "ɥ", 101: "ɨɪʝ",
    110: "ɯɰŋɳɲɴø", 118: "ɸθœ", 123: "ɹ", 125: "ɾɻ", 128: "ʁɽʂʃʈʧ", 135: "ʊʋ", 138: "ʌɣɤ", 142: "χʎ", 147: "ʒʔ",
    156: "ˈˌː", 162: "ʰ", 164: "ʲ", 169: "↓", 171: "→↗↘", 177: "ᵻ",
}  # fmt: skip
SYMBOLS = {symbol: first + place for first, run in _RUNS.items() for place, symbol in enumerate(run)}
"""The vocabulary of Kokoro-82M 1.0: phoneme → number."""
MOST = 508
"""Phonemes of one sentence: the model has places for 510."""

_TOKEN = re.compile(r"(?:[a-zêü]+[1-5])+|[A-Za-z0-9][A-Za-z0-9'.-]*[A-Za-z0-9']|[A-Za-z0-9]|[;:,.!?…—]+|\s+|.", re.S)
_MARKS = re.compile(r"[;:,.!?…—]+")
_BETWEEN_MARKS = re.compile(r"([;:,.!?…—]+(?=\s|$)|…|—)")
# espeak's letters → those of the dictionary that the English voices learned from (misaki)
_FROM_ESPEAK = (
    ("ʔˌn\u0329", "ʔn"), ("ʔn\u0329", "ʔn"), ("a^ɪ", "I"), ("a^ʊ", "W"), ("d^ʒ", "ʤ"), ("e^ɪ", "A"), ("t^ʃ", "ʧ"),
    ("ɔ^ɪ", "Y"), ("ə^l", "ᵊl"), ("ʲo", "jo"), ("ʲə", "jə"), ("\u0303", ""), ("e", "A"), ("ʲ", ""), ("ɚ", "əɹ"),
    ("r", "ɹ"), ("x", "k"), ("ç", "k"), ("ɐ", "ə"), ("ɬ", "l"),
)  # fmt: skip
_FROM_AMERICAN = (
    ("o^ʊ", "O"), ("ɜːɹ", "ɜɹ"), ("ɜː", "ɜɹ"), ("ɪə", "iə"), ("ː", ""), ("o", "ɔ"), ("ɾ", "T"), ("ʔ", "t"), ("^", ""),
)  # fmt: skip


def numbers(read: str) -> list[int]:
    """What the model gets; phonemes that it never learned are left out."""
    return [SYMBOLS[each] for each in read if each in SYMBOLS]


def syllable_count(text: str) -> int:
    """How many syllables of pinyin there are."""
    return sum(len(syllables(found[0])) for found in _TOKEN.finditer(text))


def mandarin(text: str, english: English) -> str:
    """Pinyin words, Latin words and marks as phonemes, with a space between words."""
    told, clause = "", list[list[str]]()

    def close() -> str:
        read = " ".join("".join(map(phonemes, word)) for word in bent(clause))
        clause.clear()
        return f"{told} {read}" if read else told

    for found in _TOKEN.finditer(text):
        token = found[0]
        if word := syllables(token):
            clause.append(word)
        elif token.isascii() and token[0].isalnum():
            told = f"{close()} {of_espeak(english(token))}"
        elif _MARKS.fullmatch(token):
            told = close() + token
    return re.sub(r"\s+", " ", close()).strip()


def american(text: str, english: English) -> str:
    """English text; its marks are kept, for they make the melody."""
    told = ""
    for part in _BETWEEN_MARKS.split(text):
        told += part if _MARKS.fullmatch(part) else f" {of_espeak(english(part))}" if part.strip() else ""
    return re.sub(r"\s+", " ", told).strip()


def of_espeak(read: str) -> str:
    """IPA of espeak-ng's American English in the letters of the model."""
    read = re.sub(r"\([a-z-]+\)", "", read)  # where espeak changes the language it says so
    for theirs, ours in _FROM_ESPEAK:
        read = read.replace(theirs, ours)
    read = re.sub(r"(\S)\u0329", r"ᵊ\1", read)
    for theirs, ours in _FROM_AMERICAN:
        read = read.replace(theirs, ours)
    return read
