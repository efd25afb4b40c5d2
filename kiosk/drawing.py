"""Turns a shown Screen into what the templates loop over (``kiosk.drawn``), and names the sound of each sentence."""

from __future__ import annotations

from collections.abc import Iterator

import segno
from markupsafe import Markup

from casework.status import Receipt, Status
from content.pack import Pack
from content.screen import Choice
from kiosk.drawn import Drawn, Mark, Picture, Sentence, Slip, Square, Turn
from kiosk.prepare import fixed
from kiosk.saying import Saying
from kiosk.scenes import is_confidential
from kiosk.scenes.leaving import HIDE, STILL_THERE
from kiosk.scenes.letters import FILM, SPEAK
from kiosk.scenes.scene import Code, Here, Shown
from kiosk.scenes.signs import ASKED, GROUPS
from kiosk.visit import SOFTEST, Telling
from kiosk.wording import clock_seconds, digit_by_digit

BAR = ("home", "back", "again", "help")
"""Commands in the bottom bar, from the left; the microphone stands in the middle."""
SOUND = ("look", "stop", "softer", "louder")
"""Commands at the top right."""
NEARLY = dict.fromkeys((SPEAK, FILM), "letters.nearly_full")
"""What is said shortly before a recorder is full, where it is not half a minute before."""
HINTS = ("dark", "closer", "nothing", "other")
"""What is said while a card cannot be read (kiosk/seeing.py)."""
LETTERS = {"zh": "中", "en": "A", "ko": "한"}
"""Languages are drawn as a letter of theirs, never as a flag."""
SAMPLES = ("letters_normal", "letters_large", "letters_largest", "light", "contrast")
"""Drawn as a letter of the screen's language in that size or those colours."""
SAMPLE = {"zh": "字", "ko": "가"}
LANG = {"zh": "zh-Hans", "en": "en", "ko": "ko"}
"""HTML language tags, so that Chinese gets Chinese and not Japanese glyphs."""


class Artist:
    """Draws for one visit; remembers personal sounds so that they can be forgotten with the person."""

    def __init__(self, here: Here, shown: Shown) -> None:
        self._here, self._shown = here, shown
        self._pack: Pack = here.pack
        self._screen = shown.screen
        self._natural: frozenset[str] = frozenset()
        self._discreet = here.visit.handset and is_confidential(here.key)

    def draw(self) -> Drawn:
        """The whole screen."""
        visit, screen, cradle = self._here.visit, self._screen, self._here.desk.handsets.now
        self._natural = self._here.desk.sayings.natural_in(self._lines())
        return Drawn(
            screen=screen,
            lang=LANG.get(screen.language, screen.language),
            village=self._here.desk.settings.village,
            notice=tuple(self._sentence(each, private=self._personal(each)) for each in visit.first),
            prompt=tuple(self._prompt()),
            choices=tuple(self._choice(number, each) for number, each in screen.numbered()),
            notes=tuple(self._sentence(each) for each in screen.notes),
            keys=tuple(self._keys()) if screen.length else (),
            speak=self._speak(),
            bar=tuple(self._commands(BAR)),
            sound=tuple(self._commands(SOUND)),
            words=self._words(),
            telling=self._telling(),
            act=visit.act,
            decibels=visit.decibels,
            size=visit.size,
            theme=visit.theme,
            typed=tuple(self._shown.typed.ljust(screen.length)) if screen.length else (),
            slip=self._slip(self._shown.receipt) if self._shown.receipt else None,
            code=self._square(self._shown.code) if self._shown.code else None,
            mark=self._mark(self._shown.marked) if self._shown.marked and not self._discreet else None,
            hide=self._hide(),
            visit=visit.session[:8],
            turns=tuple(self._turns()) if screen.key == "language" else (),
            handset=cradle.label if cradle and visit.handset and screen.key != STILL_THERE else "",
            cradle=cradle,
            whispered=self._pack.text("handset.speaking") if self._discreet else "",
            call=visit.call if screen.kind == "call" else None,
            circle=visit.circle if screen.kind == "circle" else None,
            rings=self._here.desk.ringing.works,
            volume=visit.volume - SOFTEST + 1,
            watches=(screen.key != "language" or visit.handset) and screen.kind not in ("call", "circle"),
        )

    def _telling(self) -> Telling:
        """Nothing is read out to somebody who is talking with somebody, but what their own finger asked for."""
        call, circle = self._here.visit.call, self._here.visit.circle
        talking = self._screen.kind == "call" and call is not None and call.talking
        talking |= self._screen.kind == "circle" and circle is not None and bool(circle.call)
        return "first" if talking and self._here.visit.telling == "all" else self._here.visit.telling

    def _square(self, code: Code) -> Square:
        drawn = segno.make(code.address, error="m", micro=False).svg_inline(border=3, dark="#000", omitsize=True)
        return Square(Markup(drawn), code.heading, code.told)  # noqa: S704 - segno's own drawing

    def _say(self, text: str, language: str = "", *, private: bool = False) -> str:
        language = language or self._screen.language
        saying = Saying(text, language, private, natural=language in self._natural)
        name = self._here.desk.sayings.name(saying)
        if private:
            self._here.visit.private_ids.add(name)
        return name

    def _lines(self) -> Iterator[tuple[str, str, bool]]:
        """What is said one after the other, with its language and whether it is personal: it shall be one voice."""
        language = self._screen.language
        yield from ((each, language, self._personal(each)) for each in self._here.visit.first)
        yield from ((each, language, False) for each in self._screen.notes)
        yield from ((each, language, self._shown.private) for each in self._screen.prompt)
        if not self._screen.length:
            for number, each in self._screen.numbered():
                yield str(number), self._shown.tongues.get(each.key) or language, False
        yield from (
            (
                each.sentence,
                self._shown.tongues.get(each.key) or language,
                self._own_choice(each.sentence, self._shown.tongues.get(each.key, "")),
            )
            for each in self._screen.choices
        )

    def _own_choice(self, text: str, language: str = "") -> bool:
        return self._shown.private_choices or self._personal(text, language)

    def _personal(self, text: str, language: str = "") -> bool:
        """Whether it holds something of a visit, a number or a name: kept neither on disk nor in the browser."""
        settings = self._here.desk.settings
        return text not in fixed(language or self._screen.language, settings.overlays)

    def _sentence(self, text: str, picture: str = "", *, private: bool = False) -> Sentence:
        hidden = bool(self._shown.receipt) and picture in ("kept", "number", "token")
        return Sentence(text, self._say(text, private=private), picture, hidden=hidden)

    def _prompt(self) -> Iterator[Sentence]:
        own = dict(self._shown.own)
        for place, text in enumerate(self._screen.prompt):
            if place in own:
                yield self._own(own[place])
            picture = self._shown.beside[place] if self._shown.beside else ""
            yield self._sentence(text, picture, private=self._shown.private)
        if len(self._screen.prompt) in own:
            yield self._own(own[len(self._screen.prompt)])

    def _turns(self) -> Iterator[Turn]:
        for each in self._here.desk.settings.languages:
            if each != self._screen.language:
                yield Turn(LANG.get(each, each), self._here.desk.pack(each).screen("language").prompt)

    def _own(self, kind: str) -> Sentence:
        visit = self._here.visit
        kept = visit.name if kind == "name" else visit.description
        length = self._shown.seconds.get(kind) or (kept.seconds if kept else None)
        caption = self._shown.captions.get(kind, "")
        return Sentence(caption, "", own=kind, seconds=clock_seconds(length) if length else "")

    def _choice(self, number: int, choice: Choice) -> Picture:
        tongue = self._shown.tongues.get(choice.key, "")
        return Picture(
            key=choice.key,
            label="" if self._discreet and self._own_choice(choice.sentence, tongue) else choice.label,
            picture=choice.picture,
            say=self._say(choice.sentence, tongue, private=self._own_choice(choice.sentence, tongue)),
            accent=choice.accent,
            digit=0 if self._screen.length else number,
            number="" if self._screen.length else self._say(str(number), tongue),
            lang=LANG.get(tongue, tongue),
            letter=self._letter(choice.picture),
            chosen=choice.key in self._shown.chosen,
            inside=self._inside(choice),
            face=self._shown.faces.get(choice.key, ""),
        )

    def _inside(self, choice: Choice) -> tuple[str, ...]:
        behind = choice.goes_to if self._screen.key == ASKED and choice.goes_to in GROUPS else ""
        return tuple(each.picture for each in self._pack.choices(behind)) if behind else ()

    def _letter(self, picture: str) -> str:
        return SAMPLE.get(self._screen.language, "A") if picture in SAMPLES else LETTERS.get(picture, "")

    def _hide(self) -> Picture | None:
        choice = next((each for each in self._screen.further if each.key == HIDE), None)
        return Picture(HIDE, choice.label, choice.picture, self._say(choice.sentence)) if choice else None

    def _commands(self, keys: tuple[str, ...]) -> Iterator[Picture]:
        known = {each.key: each for each in self._screen.commands}
        for key in keys:
            command = known[key]
            yield Picture(f"command:{key}", command.label, command.picture, self._say(command.sentence))

    def _keys(self) -> Iterator[Picture]:
        for digit in "1234567890":
            yield Picture(f"digit:{digit}", digit, "", self._say(digit))
        delete = self._pack.text("number.delete")
        yield Picture("delete", delete, "delete", self._say(delete))

    def _speak(self) -> Picture:
        if self._here.desk.ear.ability(self._screen.language).resting:
            label = self._pack.text("ear.record_only")
            return Picture("microphone", label, "kept", self._say(label))
        words = next(each for each in self._pack.choices("help.describe") if each.key == "record")
        return Picture("microphone", words.label, "microphone", self._say(words.label))

    def _words(self) -> dict[str, str]:
        text = self._pack.text
        camera = {each: self._say(text(f"card.hint.{each}")) for each in HINTS} if self._sees else {}
        return {
            **camera,
            "listening": text("recording.running" if self._screen.kind == "record" else "ear.listening"),
            "thinking": text("ear.thinking"),
            "nearly": self._say(text(NEARLY.get(self._screen.key, "recording.nearly_full"))),
            "voiceless": text("speak.none"),
            "loud": text("error.clipping"),
            "unheard": text("calls.unheard"),
            **self._soon(),
            "you": text("circles.you"),
            "finished": text("letters.film.finished"),
        }

    def _soon(self) -> dict[str, str]:
        """What is said in the middle of it: before the end of a child's, while a circle's station is silent."""
        if self._screen.kind not in ("call", "circle"):
            return {}
        soon, held = self._pack.text("child.soon"), self._pack.text("circles.held")
        return {"soon": soon, "soon_say": self._say(soon), "held": held, "held_say": self._say(held)}

    @property
    def _sees(self) -> bool:
        return self._screen.kind == "camera"

    def _mark(self, about: Receipt | Status) -> Mark:
        pack = self._pack
        colour, animal = pack.text(f"colour.{about.colour}"), pack.text(f"animal.{about.animal}")
        token = pack.text("token.name", colour=colour, animal=animal)
        return Mark(digit_by_digit(about.number), about.animal, about.colour, token)

    def _slip(self, receipt: Receipt) -> Slip:
        pack, prompt = self._pack, dict(zip(self._shown.beside, self._screen.prompt, strict=True))
        mark = self._mark(receipt)
        rows = (
            (pack.text("print.slip.token"), mark.token),
            (pack.text("print.slip.who"), prompt["person"]),
            (pack.text("print.slip.by"), prompt["calendar"]),
        )
        return Slip(
            number=mark.number,
            animal=mark.animal,
            colour=mark.colour,
            token=mark.token,
            heading=pack.text("print.slip.heading"),
            rows=rows,
            where=pack.text("print.slip.where"),
        )
