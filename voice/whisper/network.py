"""The network of Whisper in numpy: sound to what was said so far, token by token; what may be said is not known here.

It is asked about as much sound as there is instead of the 30 s it was trained on: a sentence then takes a tenth.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from voice.whisper.weights import Array

Memory = list[tuple[Array, Array]]
"""Keys and values of each layer."""
COMMON = 8000
"""Tokens, the most frequent first, against which a token's probability is measured: all others are of no account."""
_GELU = np.float32(np.sqrt(2 / np.pi))
_CUBE = np.float32(0.044715)


class Network:
    """One loaded model; keeps nothing of what it heard, so several threads may ask it."""

    def __init__(self, raw: dict[str, NDArray[Any]], *, encodes: bool = True) -> None:
        """``raw``: as ``voice.whisper.weights.read`` gives it. Not ``encodes``: others do, to save memory."""
        self._weights = {
            name: _prepared(name, each)
            for name, each in raw.items()
            if each.dtype == np.float16 and (encodes or not name.startswith("encoder/"))
        }
        self._heads = int(raw["encoder/num_heads"])
        self._layers = sum(name.startswith("encoder/") and name.endswith("ffn/layer_norm/beta") for name in raw)
        self._tokens = raw["decoder/embeddings/weight"].copy()
        self.common = np.ascontiguousarray(self._tokens[:COMMON].T.astype(np.float32))
        """What ``columns`` gives for the common tokens."""

    def columns(self, tokens: list[int]) -> Array:
        """Multiplied with what ``step`` gives, these tell how likely each of the tokens comes next (logits)."""
        return np.ascontiguousarray(self._tokens[tokens].T.astype(np.float32))

    def remembered(self, encoded: Array) -> Memory:
        """What the sound holds, as ``step`` wants it, from what ``encode`` gives."""
        return [
            self._remembered(encoded, f"decoder/layer_{layer}/attention/linear_1") for layer in range(self._layers)
        ]

    def encode(self, spectrum: Array) -> Array:
        """What the sound holds, a row for each fiftieth of a second."""
        heard = _gelu(self._convolved(spectrum.T, "encoder/conv1", 1))
        heard = _gelu(self._convolved(heard, "encoder/conv2", 2))
        heard = heard + self._weights["encoder/position_encodings/encodings"][: len(heard)]
        for layer in range(self._layers):
            at = f"encoder/layer_{layer}"
            three = self._linear(self._normed(heard, f"{at}/self_attention"), f"{at}/self_attention/linear_0")
            asked, keys, values = np.split(three, 3, -1)
            attended = _attend(self._by_head(asked), self._by_head(keys), self._by_head(values))
            heard = heard + self._linear(attended, f"{at}/self_attention/linear_1")
            heard = heard + self._fed(heard, at)
        return self._normed(heard, "encoder")

    def begin(self, tokens: list[int], heard: Memory) -> tuple[Array, Memory]:
        """The first tokens of one sentence at once: an end after each of them, and the past with all in it."""
        size = len(tokens)
        ends = self._tokens[tokens].astype(np.float32) + self._weights["decoder/position_encodings/encodings"][:size]
        later = np.triu(np.full((size, size), -np.inf, np.float32), 1)
        past: Memory = []
        for layer in range(self._layers):
            at = f"decoder/layer_{layer}"
            three = self._linear(self._normed(ends, f"{at}/self_attention"), f"{at}/self_attention/linear_0")
            asked, keys, values = (self._by_head(each) for each in np.split(three, 3, -1))
            past.append((keys[None], values[None]))
            ends = ends + self._linear(_attend(asked, keys, values, later), f"{at}/self_attention/linear_1")
            ends = self._listened(ends, at, heard[layer])
        return self._normed(ends, "decoder"), past

    def step(self, tokens: list[int], place: int, past: Memory, heard: Memory) -> tuple[Array, Memory]:
        """One more token for each of several sentences; their ends, and the past with them in it."""
        ends = self._tokens[tokens].astype(np.float32) + self._weights["decoder/position_encodings/encodings"][place]
        now: Memory = []
        for layer in range(self._layers):
            at = f"decoder/layer_{layer}"
            three = self._linear(self._normed(ends, f"{at}/self_attention"), f"{at}/self_attention/linear_0")
            asked, keys, values = (each.reshape(len(tokens), self._heads, 1, -1) for each in np.split(three, 3, -1))
            if past:
                keys, values = np.concatenate([past[layer][0], keys], 2), np.concatenate([past[layer][1], values], 2)
            now.append((keys, values))
            attended = _attend(asked, keys, values).reshape(len(tokens), -1)
            ends = ends + self._linear(attended, f"{at}/self_attention/linear_1")
            ends = self._listened(ends, at, heard[layer])
        return self._normed(ends, "decoder"), now

    def _listened(self, ends: Array, at: str, heard: tuple[Array, Array]) -> Array:
        asked = self._by_head(self._linear(self._normed(ends, f"{at}/attention"), f"{at}/attention/linear_0"))
        ends = ends + self._linear(_attend(asked, *heard), f"{at}/attention/linear_2")
        return ends + self._fed(ends, at)

    def _linear(self, given: Array, name: str) -> Array:
        return np.asarray(given @ self._weights[f"{name}/weight"] + self._weights[f"{name}/bias"])

    def _fed(self, given: Array, at: str) -> Array:
        wide = _gelu(self._linear(self._normed(given, f"{at}/ffn"), f"{at}/ffn/linear_0"))
        return self._linear(wide, f"{at}/ffn/linear_1")

    def _normed(self, given: Array, at: str) -> Array:
        centred = given - given.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred * centred).mean(-1, keepdims=True) + np.float32(1e-5))
        return np.asarray(scaled * self._weights[f"{at}/layer_norm/gamma"] + self._weights[f"{at}/layer_norm/beta"])

    def _by_head(self, given: Array) -> Array:
        return given.reshape(len(given), self._heads, -1).transpose(1, 0, 2)

    def _remembered(self, heard: Array, name: str) -> tuple[Array, Array]:
        keys, values = np.split(self._linear(heard, name), 2, -1)
        return np.ascontiguousarray(self._by_head(keys)), np.ascontiguousarray(self._by_head(values))

    def _convolved(self, given: Array, name: str, stride: int) -> Array:
        weight = self._weights[f"{name}/weight"]
        padded = np.pad(given, ((1, 1), (0, 0)))
        looks = np.lib.stride_tricks.sliding_window_view(padded, weight.shape[2], axis=0)[::stride]
        bias = self._weights[f"{name}/bias"]
        return np.asarray(looks.reshape(len(looks), -1) @ weight.reshape(len(weight), -1).T + bias)


def _prepared(name: str, each: NDArray[Any]) -> Array:
    """For multiplying from the left where it is a matrix."""
    if "embeddings" in name or "projection" in name:
        return np.zeros(0, np.float32)  # kept apart, at half the size
    turned = each.T if each.ndim == 2 and name.endswith("weight") else each
    return np.ascontiguousarray(turned, np.float32)


def _attend(asked: Array, keys: Array, values: Array, hidden: Array | float = 0.0) -> Array:
    """Heads first but for what comes back: a row for each that asked, the heads side by side.

    ``hidden`` is minus infinity for keys that a row must not look at.
    """
    weights = np.matmul(asked * np.float32(asked.shape[-1] ** -0.5), np.swapaxes(keys, -1, -2)) + np.float32(hidden)
    weights -= weights.max(-1, keepdims=True)
    np.exp(weights, out=weights)
    weights /= weights.sum(-1, keepdims=True)
    found = np.swapaxes(np.matmul(weights, values), -3, -2)
    return np.asarray(found.reshape(*found.shape[:-2], -1))


def _gelu(given: Array) -> Array:
    return np.asarray(np.float32(0.5) * given * (1 + np.tanh(_GELU * given * (1 + _CUBE * given * given))))
