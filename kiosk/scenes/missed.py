"""Not understood: offered as pictures, then kept as a recording for a human; the counting is in ``dialogue``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from content.pack import Pack
from content.screen import Choice, Screen
from kiosk.errors import NotNow
from kiosk.scenes.help import note_reason
from kiosk.scenes.receipt import send
from kiosk.scenes.scene import Here, Scene, Shown
from kiosk.scenes.telling import hear_own, throw_away
from kiosk.visit import Kept

MOST_OFFERED = 3


class DidYouMean(Scene):
    """The two or three likeliest pictures of the screen on which the person spoke."""

    keys = ("did_you_mean",)

    def __init__(self, find: Callable[[str], Scene]) -> None:
        """``find`` gives the scene of a key."""
        self._find = find

    def show(self, here: Here) -> Shown:
        """Candidates first, "none of these" last."""
        asked = here.at(here.visit.asked_at)
        shown = self._find(asked.key).show(asked)
        screen = _offering(here, here.pack, shown.screen)
        if screen is None:
            raise NotNow(here.key, asked.key)
        heard = _offering(here, here.desk.pack(shown.heard.language), shown.heard) if shown.heard else None
        return Shown(screen, heard=heard)

    def take(self, here: Here, choice: Choice) -> str:
        """A picture counts as chosen on the screen where it belongs."""
        if choice.key != "none_of_these":
            asked = here.at(here.visit.asked_at)
            return self._find(asked.key).take(asked, choice)
        return keep_for_human(here) if here.visit.unheard else "help"


def _offering(here: Here, pack: Pack, asked: Screen) -> Screen | None:
    offered = [each for meaning in here.visit.candidates if (each := meant(asked, meaning))]
    planned = pack.screen(here.key)
    screen = pack.with_choices(planned, (*offered[:MOST_OFFERED], *planned.choices))
    return replace(screen, back=asked.key) if offered else None


def meant(screen: Screen, meaning: str) -> Choice | None:
    """The choice or command behind ``choice:<key>`` or ``command:<key>`` on that screen."""
    kind, _, key = meaning.partition(":")
    if kind == "command":
        command = next((each for each in screen.commands if each.key == key), None)
        return replace(command, key=meaning) if command else None
    return screen.choice(key) if kind == "choice" else None


def keep_for_human(here: Here) -> str:
    """Put the utterance that was not understood on disk, as a request that only waits to be sent.

    Where something was told already, that is what may be sent; a misheard "yes" never takes its place.
    """
    visit, record = here.visit, here.desk.record
    if visit.description is not None and visit.draft is not None:
        visit.understood()
        return "kept"
    draft = visit.draft or note_reason(here, "other")
    recording = record.recordings.begin()
    recording.append(visit.unheard)
    kept = Kept(recording.finish(), len(visit.unheard) / 2 / 16000)
    record.requests.attach(draft, recording=kept.hash, kind="description", seconds=kept.seconds)
    visit.description = kept
    visit.understood()
    return "kept"


class KeptForHuman(Scene):
    """The words are kept, and a human may hear them."""

    keys = ("kept",)

    def show(self, here: Here) -> Shown:
        """Only with a recording."""
        if here.visit.draft is None or here.visit.description is None:
            raise NotNow(here.key, "help.receipt" if here.visit.receipt else "home")
        return Shown(here.pack.screen(here.key))

    def take(self, here: Here, choice: Choice) -> str:
        """Send, hear, say more, or throw away."""
        if choice.key == "hear":
            return hear_own(here)
        if choice.key == "send":
            send(here)
        if choice.key == "dont":
            throw_away(here)
        return choice.goes_to
