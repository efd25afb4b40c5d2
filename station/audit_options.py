"""The options of `xiangban audit`; needs no engine and no record."""

from __future__ import annotations

from argparse import ArgumentParser, _SubParsersAction


def parser(commands: _SubParsersAction[ArgumentParser], place: ArgumentParser) -> None:
    """The options of the command."""
    audit = commands.add_parser("audit", help="whether the history of everything that was done is whole")
    acts = audit.add_subparsers(dest="act", required=True, metavar="verify|head|accept")
    verified = acts.add_parser("verify", parents=[place], help="one line, and 1 as exit code when it is not whole")
    verified.add_argument("--head", metavar="HEAD", help="a head that was printed or written down earlier")
    verified.add_argument("--all", action="store_true", help="every flaw, one a line")
    acts.add_parser("head", parents=[place], help="the head, to be printed or written down outside this machine")
    accepted = acts.add_parser("accept", parents=[place], help="say why the history was cut (a backup was restored)")
    accepted.add_argument("reason", help="in a few words, for those who read the history")
