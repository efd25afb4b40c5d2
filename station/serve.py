"""The whole station: the ground is laid, then kiosk and panel run under watch, until somebody stops it."""

from __future__ import annotations

import logging
import shutil
import subprocess
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from os import environ
from socket import socket

from station import ports
from station.aside import aside
from station.errors import WrongSettings
from station.lock import Lock
from station.logs import keep_log
from station.settings import StationSettings
from station.watch import Stopping, Watch
from station.watched import Part
from station.wishes import Ground, Wishes

log = logging.getLogger("station")


def tell(line: str) -> None:
    """Print a line at once, also into a file or a pipe."""
    print(line, flush=True)  # noqa: T201 (this is what the command says)


def serve(wishes: Wishes, say: Callable[[str], None] = tell) -> int:
    """Run the station until SIGTERM or Ctrl-C. Raises StationRuns, Advised, PartFailed, PartSlow."""
    begun = time.monotonic()
    stopping = Stopping()
    wishes.place.make()
    with ExitStack() as closing:
        closing.enter_context(Lock(wishes.place))
        ground = aside(lambda: _ground(wishes, say), "laying the ground")
        keep_log(wishes.place, "station", ground.station)
        kiosk, panel, calls = listen(ground.station, closing)
        doors = open_doors(ground.station, closing)
        parts = (
            Part("kiosk", "station.run_kiosk", kiosk),
            Part("panel", "station.run_panel", panel),
            Part("exchange", "station.run_exchange", calls, doors),
        )
        watch = Watch(parts, ground.station, ground.packed, wishes.place)
        closing.callback(watch.stop)
        watch.start(stopping)
        if not stopping.asked:
            _greet(kiosk, panel, doors, ground.code, time.monotonic() - begun, say)
            if wishes.browser:
                open_browser(ports.url(kiosk))
            watch.keep(stopping)
        say("Stopping …")
    return 0


def _ground(wishes: Wishes, say: Callable[[str], None]) -> Ground:
    from station.ground import lay_ground  # only in the process aside: it loads record, mouth and both apps

    return lay_ground(wishes, say)


def listen(station: StationSettings, closing: ExitStack) -> tuple[socket, socket, socket]:
    """The sockets of kiosk, panel and the relatives' app (any free port). Raises WrongSettings."""
    opened = []
    for port, flag in ((station.port, "--port"), (station.panel_port, "--panel-port"), (0, "")):
        made, taken = ports.listen(port, flag)
        if made is None:
            raise WrongSettings([str(taken)])
        closing.callback(made.close)
        opened.append(made)
    return opened[0], opened[1], opened[2]


def open_doors(station: StationSettings, closing: ExitStack) -> tuple[socket | None, ...]:
    """The sockets of the relatives' pages and of the panel in the village network; one that is taken stays closed."""
    if not station.lan:
        return ()
    opened: list[socket | None] = []
    for port, setting in ((station.phones_port, "phones_port"), (station.lan_panel_port, "lan_panel_port")):
        made, taken = ports.listen(port, f"{setting} in settings.toml:", ports.EVERYWHERE)
        if made is None:
            log.warning("the village network does not reach this station there: %s", taken)
        else:
            closing.callback(made.close)
        opened.append(made)
    return tuple(opened)


def open_browser(url: str) -> bool:
    """Show the kiosk on this machine's own screen, if it has one; whether it was tried."""
    if not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        return False
    with suppress(OSError):
        browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        if browser:
            quiet = subprocess.DEVNULL
            subprocess.Popen(
                [browser, f"--app={url}"], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
            )
            return True
    import webbrowser  # rarely needed, and not small

    return webbrowser.open(url)


def _greet(
    kiosk: socket,
    panel: socket,
    doors: tuple[socket | None, ...],
    code: str | None,
    seconds: float,
    say: Callable[[str], None],
) -> None:
    say("")
    say(f"  Kiosk   {ports.url(kiosk)}")
    say(f"  Panel   {ports.url(panel)}")
    for name, door in zip(("Phones", "Panel in the village network"), doors, strict=False):
        if door is not None:
            say(f"  {name}   {ports.lan_url(door)}")
    if code:
        say(f"  One-time code for the first worker: {code}")
    say(f"  Ready after {seconds:.1f} s. Ctrl-C stops the station.")
    say("")
