"""The command `xiangban`: its options; every command's work is done in a module of its own."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from station import audit_options, second_step, speakers
from station.advice import advised
from station.browser import options as browser_options
from station.place import place_at


def build_parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    parser = argparse.ArgumentParser(prog="xiangban", description="The whole station as one command.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    place = argparse.ArgumentParser(add_help=False)
    place.add_argument("--data", metavar="DIR", help="data folder; the key lies beside it as DIR.key")

    serve = commands.add_parser("serve", parents=[place], help="run the station until Ctrl-C")
    serve.add_argument("--port", type=int, metavar="N", help="port of the kiosk (8080)")
    serve.add_argument("--panel-port", type=int, metavar="M", help="port of the workers' panel (8081)")
    serve.add_argument("--no-browser", action="store_true", help="open no browser")
    serve.add_argument("--empty", action="store_true", help="lay in no demonstration village")

    voice = commands.add_parser("voice", help="recognition models and voices").add_subparsers(
        dest="act", required=True, metavar="add|speaker|list"
    )
    add = voice.add_parser("add", parents=[place], help="install the model of a language")
    add.add_argument("language", help="zh, en, ko")
    add.add_argument("source", metavar="PATH-OR-URL", help="the zip file of a Vosk model, or its address")
    add.add_argument("--sha256", metavar="HEX", help="what the file's SHA-256 must be")
    speakers.add_parser(voice, place)
    voice.add_parser("list", parents=[place], help="what each language can hear and say, and with what")

    browser_options.parser(commands, place)
    audit_options.parser(commands, place)
    second_step.parser(commands, place)
    commands.add_parser("check", parents=[place], help="look for damage: texts, record, recordings, models, disk")
    commands.add_parser("doctor", parents=[place], help="try ears, voices, disk, browser, sound; tells what mends it")
    seed = commands.add_parser("seed", parents=[place], help="lay the demonstration village into an empty record")
    seed.add_argument("--month", action="store_true", help="a whole month of sixty people instead (two minutes)")
    commands.add_parser("relay", parents=[place], help="what coturn needs, to carry calls beyond the village")
    commands.add_parser("circles", parents=[place], help="what Janus needs, for circles of five and six")
    commands.add_parser("code", parents=[place], help="a new one-time code for the first worker")
    return parser


@advised
def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, 1 (the check found damage) or 2 (something must be mended first)."""
    told = build_parser().parse_args(argv)
    place = place_at(told.data)
    if told.command == "serve":
        from station.serve import serve
        from station.wishes import Wishes

        return serve(
            Wishes(
                place,
                data_given=told.data is not None,
                port=told.port,
                panel_port=told.panel_port,
                browser=not told.no_browser,
                seeds=not told.empty,
            )
        )
    if told.command == "kiosk":
        from station.browser import command

        return command.run(told, place)
    from station import desk  # only now: `xiangban --help` needs no engine

    return desk.run(told, place)


if __name__ == "__main__":
    sys.exit(main())
