"""Runs one piece of work in a process of its own, so that what it loads is gone from memory when it is done."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from station.advice import is_advice
from station.errors import Advised

T = TypeVar("T")


def aside(work: Callable[[], T], what: str) -> T:
    """The result of ``work``, done in a forked process. Raises Advised with the advice that any of our folders gave.

    To be called before the first thread is started. ``what`` names the work when its process dies without a word.
    """
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)
    process = fork.Process(target=_do, args=(work, there), name=what)
    process.start()
    there.close()
    try:
        done, found = here.recv()
    except EOFError:
        done, found = False, f"{what} ended without a word (code {process.exitcode}); what it printed stands above"
    finally:
        here.close()
        process.join()
    if not done:
        raise Advised(found)
    result: T = found
    return result


def _do(work: Callable[[], Any], there: Connection) -> None:
    try:
        there.send((True, work()))
    except Exception as error:
        if not is_advice(error):
            raise
        there.send((False, str(error)))
