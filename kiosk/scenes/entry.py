"""The first two screens: which language, and what for."""

from __future__ import annotations

from dataclasses import replace

from content.pack import Pack
from content.screen import Choice, Screen
from kiosk.scenes.look import look_from
from kiosk.scenes.scene import Here, Scene, Shown


class Language(Scene):
    """Also what an idle station shows and says: every language is offered in its own words and voice."""

    keys = ("language",)

    def show(self, here: Here) -> Shown:
        """The station's languages, each choice spoken by its own voice."""
        screen = self._in_words_of(here, here.pack)
        tongues = {each.key: each.key for each in screen.choices if each.key in here.desk.settings.languages}
        return Shown(screen, tongues=tongues, heard=self._heard(here))

    def _heard(self, here: Here) -> Screen | None:
        """Somebody who says "English" is heard though the screen's own language has no ear, if another one has."""
        able = here.desk.heard_first(here.visit.language)
        return self._in_words_of(here, here.desk.pack(able)) if able and able != here.visit.language else None

    def _in_words_of(self, here: Here, pack: Pack) -> Screen:
        planned = {each.key: each for each in pack.choices("language")}
        languages = here.desk.settings.languages
        offered = [self._own_words(here, planned[each]) for each in languages]
        offered += [planned[each] for each in planned if each == "look"]
        return pack.with_choices(pack.screen("language"), offered)

    def _own_words(self, here: Here, choice: Choice) -> Choice:
        own = next(each for each in here.desk.pack(choice.key).choices("language") if each.key == choice.key)
        said_as = tuple(dict.fromkeys((*choice.said_as, *own.said_as)))
        # only the screen's own language can be listened for: another language's words are unknown to that engine
        return replace(choice, label=own.label, spoken=own.spoken, said_as=choice.said_as or said_as)

    def take(self, here: Here, choice: Choice) -> str:
        """Speak that language from now on, and start its ear before it is needed; or look for other letters."""
        if choice.key == "look":
            return look_from(here)
        here.visit.language = choice.key
        here.desk.ear.warm(choice.key)
        return choice.goes_to


class Home(Scene):
    """What for: help, information, the answer to a request."""

    keys = ("home",)

    def show(self, here: Here) -> Shown:
        """With one language only, nobody is offered another; a deaf ear is admitted here, once."""
        without = () if len(here.desk.settings.languages) > 1 else ("language",)
        screen = here.pack.screen("home", without=without)
        if not here.desk.understands(here.visit.language):
            screen = replace(screen, notes=here.pack.sentences("ear.none"))
        return Shown(screen)
