"""Turns the errors of all folders into one line of advice for a technician; anything else keeps its traceback."""

from __future__ import annotations

import functools
import logging
import sys
from collections.abc import Callable
from typing import ParamSpec

OURS = ("station", "casework", "voice", "content", "kiosk", "admin")
"""Folders whose errors say what to do. Told by name, so that nothing of them needs to be loaded."""
WRONG = 2
"""Exit code when something must be mended first."""
P = ParamSpec("P")


def is_advice(error: BaseException) -> bool:
    """Whether an error's message is meant for the person who runs the station."""
    return any(each.__module__.partition(".")[0] in OURS for each in type(error).__mro__)


def advised(command: Callable[P, int]) -> Callable[P, int]:
    """The command with advice in place of a traceback: printed to standard error, exit code 2."""

    @functools.wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> int:
        try:
            return command(*args, **kwargs)
        except KeyboardInterrupt:
            return 130
        except BrokenPipeError:  # the reader of our output left: nothing to tell
            return 0
        except Exception as error:
            if not is_advice(error):
                raise
            log = logging.getLogger("station")
            if log.hasHandlers():  # else the line would appear twice before a log is kept
                log.error("%s: %s", type(error).__name__, error)  # noqa: TRY400 (advice needs no trace)
            sys.stderr.write(f"xiangban: {error}\n")
            return WRONG

    return guarded
