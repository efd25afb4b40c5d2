"""The options of `xiangban kiosk`; loads no browser and no settings."""

from __future__ import annotations

from argparse import ArgumentParser, _SubParsersAction


def parser(commands: _SubParsersAction[ArgumentParser], place: ArgumentParser) -> None:
    """The options of the command."""
    told = "a locked browser at the screen, started anew when it fails"
    kiosk = commands.add_parser("kiosk", parents=[place], help=told)
    kiosk.add_argument("--address", metavar="URL", help="where the kiosk answers (http://127.0.0.1:8080/)")
    kiosk.add_argument("--browser", metavar="PATH", help="which Chromium")
    kiosk.add_argument("--headless", action="store_true", help="without a screen, to try it")
    kiosk.add_argument("--policy", action="store_true", help="print the managed policy, and start nothing")
    kiosk.add_argument(
        "--install-policy", action="store_true", help="write it where every Chromium of this PC obeys it (with sudo)"
    )
