"""Every scene of the kiosk, and which one owns a screen; the scenes themselves are one noun per file."""

from __future__ import annotations

from content.screen import Choice
from kiosk.errors import UnknownScene
from kiosk.scenes import (
    alone,
    calls,
    card,
    checkin,
    child,
    circles,
    coming,
    consent,
    danger,
    done_without,
    entry,
    faces,
    good,
    handset,
    help,
    known,
    leaving,
    letters,
    letters_heard,
    links,
    listen,
    look,
    mine,
    missed,
    opening,
    own_signs,
    quiet,
    receipt,
    signs,
    status,
    takeback,
    telling,
    tidings,
    trouble,
)
from kiosk.scenes.scene import Here, Scene


def take(here: Here, choice: Choice) -> str:
    """Let the scene in front of the person take the choice; the key of the screen that follows."""
    return find(here.key).take(here, choice)


def find(key: str) -> Scene:
    """The scene that owns the screen. Raises UnknownScene."""
    for scene in SCENES:
        if scene.owns(key):
            return scene
    raise UnknownScene(key)


def is_confidential(key: str) -> bool:
    """Whether the words of that screen are private. Raises UnknownScene."""
    return find(key).confidential


SCENES: tuple[Scene, ...] = (
    entry.Language(),
    entry.Home(),
    look.Look(),
    help.Reasons(),
    telling.Telling(),
    telling.Told(),
    telling.Name(),
    telling.Confirm(),
    telling.NotSent(),
    receipt.ReceiptShown(),
    receipt.Undo(),
    receipt.TakenBack(),
    listen.Subjects(),
    listen.Subject(),
    listen.TopicPage(),
    mine.Mine(),
    mine.Number(),
    mine.Token(),
    signs.Signs(),
    signs.Wrong(),
    own_signs.Own(),
    own_signs.Keep(),
    own_signs.Kept(),
    good.GoodNow(),
    good.Answered(),
    status.StatusTold(),
    card.Asked(),
    card.Unknown(),
    calls.Calls(),
    faces.Faces(),
    faces.NobodyYet(),
    calls.OnTheLine(),
    calls.Over(),
    calls.When(),
    calls.Promised(),
    calls.Rings(),
    circles.Now(),
    circles.InTheCircle(),
    circles.Left(),
    letters.Letters(),
    letters.Whom(),
    letters.Speak(),
    letters.Filmed(),
    letters.Recorded(),
    letters.Sent(),
    letters_heard.Heard(),
    links.Whose(),
    links.Sure(),
    links.Shows(),
    links.Nowhere(),
    coming.Coming(),
    coming.PutOff(),
    known.Known(),
    checkin.Ask(),
    checkin.Unwell(),
    checkin.Wishes(),
    checkin.Mine(),
    checkin.Hour(),
    checkin.Settled(),
    opening.Callers(),
    opening.Opens(),
    quiet.QuietHours(),
    quiet.CalledMeanwhile(),
    child.Ask(),
    child.Later(),
    tidings.All(),
    consent.Question(),
    consent.Meaning(),
    consent.Answered(),
    consent.Given(),
    consent.TakenBack(),
    done_without.DoneWithout(),
    done_without.Objected(),
    danger.Which(),
    danger.Told(),
    danger.Quiet(),
    danger.More(),
    takeback.Which(),
    takeback.Sure(),
    takeback.Done(),
    missed.DidYouMean(find),
    missed.KeptForHuman(),
    alone.Alone(),
    handset.TakeIt(),
    alone.Today(),
    leaving.StillThere(),
    trouble.Trouble(),
)
