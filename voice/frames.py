"""How parent and child talk over pipes: frames of a JSON header and bytes. Supervising is in ``voice.child``.

A child is a module that ends in ``serve(prepare)``: ``prepare()`` loads the engine and returns the handler.
"""

from __future__ import annotations

import json
import os
import queue
import struct
import sys
import threading
import traceback
from collections.abc import Callable
from typing import Any, BinaryIO

from voice.errors import BadFrame

Message = dict[str, Any]
Handler = Callable[[Message, bytes], tuple[Message, bytes]]
"""Takes header and payload of a question, returns those of the answer. What it raises is told to the parent."""

MAGIC = b"XBF1"
PREFIX = struct.Struct(">4sII")
"""Magic, bytes of header, bytes of payload."""
MOST_HEADER = 1 << 20
MOST_PAYLOAD = 1 << 26
READY: Message = {"ready": True}


def pack(message: Message, payload: bytes = b"") -> bytes:
    """One frame as bytes. Raises BadFrame when it is too large to be taken on the other side."""
    header = json.dumps(message, ensure_ascii=False).encode()
    if len(header) > MOST_HEADER or len(payload) > MOST_PAYLOAD:
        raise BadFrame(f"too large: {len(header)} bytes of header, {len(payload)} of payload")
    return PREFIX.pack(MAGIC, len(header), len(payload)) + header + payload


def sizes(prefix: bytes) -> tuple[int, int]:
    """Bytes of header and of payload that follow a prefix. Raises BadFrame."""
    magic, header, payload = PREFIX.unpack(prefix)
    if magic != MAGIC:
        raise BadFrame(f"it begins with {prefix!r}")
    if header > MOST_HEADER or payload > MOST_PAYLOAD:
        raise BadFrame(f"it claims {header} bytes of header, {payload} of payload")
    return header, payload


def message(header: bytes) -> Message:
    """The header as a dict. Raises BadFrame."""
    try:
        found = json.loads(header)
    except ValueError as error:
        raise BadFrame("its header is no JSON") from error
    if not isinstance(found, dict):
        raise BadFrame("its header is no JSON object")
    return found


def serve(prepare: Callable[[], Handler]) -> None:
    """Run as a child: load the engine, tell that it is ready, answer questions one by one until stdin closes.

    The process leaves at once when stdin closes, even in the middle of a question: the parent is gone.
    """
    listen, speak = _claim_pipes()
    questions: queue.SimpleQueue[tuple[Message, bytes]] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(listen, questions), daemon=True).start()
    handler = prepare()
    _tell(speak, pack(READY))
    while True:
        _tell(speak, _answer(handler, *questions.get()))


def _claim_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The real stdin and stdout for frames alone; whatever a library prints goes to stderr, also from C."""
    listen = os.fdopen(os.dup(0), "rb")
    speak = os.fdopen(os.dup(1), "wb", buffering=0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return listen, speak


def _read(listen: BinaryIO, questions: queue.SimpleQueue[tuple[Message, bytes]]) -> None:
    while True:
        prefix = listen.read(PREFIX.size)
        if len(prefix) < PREFIX.size:
            os._exit(0)
        try:
            header, payload = sizes(prefix)
            question = message(listen.read(header)), listen.read(payload)
        except BadFrame:
            traceback.print_exc()
            os._exit(2)
        if len(question[1]) < payload:
            os._exit(0)
        questions.put(question)


def _answer(handler: Handler, asked: Message, payload: bytes) -> bytes:
    try:
        return pack(*handler(asked, payload))
    except Exception as error:  # noqa: BLE001 (whatever it is, the parent is told and the child lives on)
        traceback.print_exc()
        return pack({"refused": str(error), "cause": type(error).__name__})


def _tell(speak: BinaryIO, frame: bytes) -> None:
    rest = memoryview(frame)
    try:
        while rest:
            rest = rest[speak.write(rest) :]
    except BrokenPipeError:
        os._exit(0)
