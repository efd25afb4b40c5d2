"""Whoever stands at the touchscreen: touches, keys, speaks, and hears what the loudspeaker really plays."""

from __future__ import annotations

import re
from typing import Any

from natural_voice import FakeMicrophone
from playwright.sync_api import Browser, Locator, expect
from somebody import Somebody

SETTLED = 380
"""Milliseconds after which a fresh screen takes a touch: an old finger often comes down twice."""
LISTENING_TO_THE_PAGE = """(() => {
  const heard = (window.heard = { drawn: 0, at: 0, sounds: [] });
  document.addEventListener("screen", () => { heard.drawn += 1; heard.at = performance.now(); });
  const taps = [];
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (to, ...rest) {
    if (to instanceof AudioDestinationNode && this.context instanceof AudioContext) {
      const tap = this.context.createAnalyser();
      connect.call(this, tap);
      taps.push(tap);
    }
    return connect.call(this, to, ...rest);
  };
  const urls = new WeakMap();
  const arrayBuffer = Response.prototype.arrayBuffer;
  Response.prototype.arrayBuffer = async function () {
    const data = await arrayBuffer.call(this);
    urls.set(data, new URL(this.url).pathname);
    return data;
  };
  const decode = BaseAudioContext.prototype.decodeAudioData;
  BaseAudioContext.prototype.decodeAudioData = async function (data) {
    const url = urls.get(data);
    const sound = await decode.call(this, data);
    urls.set(sound, url);
    return sound;
  };
  const start = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function (...when) {
    const sound = { url: urls.get(this.buffer), seconds: this.buffer.duration, played: 0, over: false, loudest: 0 };
    sound.at = performance.now();
    const begun = this.context.currentTime;
    heard.sounds.push(sound);
    this.addEventListener("ended", () => { sound.over = true; sound.played = this.context.currentTime - begun; });
    return start.apply(this, when);
  };
  setInterval(() => {
    const now = heard.sounds.at(-1);
    if (!now || now.over) return;
    for (const tap of taps) {
      const wave = new Float32Array(tap.fftSize);
      tap.getFloatTimeDomainData(wave);
      now.loudest = Math.max(now.loudest, ...wave.map(Math.abs));
    }
  }, 40);
})()"""
"""Notes in the page what it drew, and what really came out of its loudspeaker and for how long."""


IN_THE_MIDDLE = """() => {
  const now = heard.sounds.at(-1);
  const said = now && (performance.now() - now.at) / 1000;
  if (!now || now.over || said < 0.1 || said > now.seconds - 0.4) return false;
  if (performance.now() - heard.at < 380) return false;
  heard.cut = now;
  heard.pressed = performance.now();
  document.querySelector("[data-microphone-button]").click();
  return true;
}"""
"""Presses the microphone as soon as something is being said that is not nearly over."""


class Kiosk(Somebody):
    """The touchscreen, and whoever stands in front of it."""

    def __init__(self, browser: Browser, url: str, microphone: FakeMicrophone) -> None:
        super().__init__(browser, url, viewport={"width": 1080, "height": 1920})
        self.microphone = microphone
        self.context.add_init_script(LISTENING_TO_THE_PAGE)
        self.page.goto("/")
        self.shows("language")

    @property
    def screen(self) -> str:
        """Key of the screen in front."""
        return str(self.page.evaluate("document.body.dataset.screen"))

    @property
    def words(self) -> str:
        """Everything that can be read on it."""
        return " ".join(self.page.locator("body").inner_text().split())

    def shows(self, screen: str) -> Kiosk:
        """That this screen is reached, and takes touches."""
        if self.screen != screen:
            expect(self.page.locator(f'body[data-screen="{screen}"]')).to_be_visible(timeout=40_000)
        return self._settled()

    def touches(self, *choices: str) -> Kiosk:
        """One picture after another."""
        for choice in choices:
            before = self._drawn()
            self.page.click(f'button[value="{choice}"]')
            self._next(before)
        return self

    def keys(self, *keys: str | int) -> Kiosk:
        """One key after another, nothing else."""
        for key in keys:
            before = self._drawn()
            self.page.keyboard.press(str(key))
            self._next(before)
        return self

    def says(self, sentence: str) -> Kiosk:
        """Press the microphone, say it, and wait: the station notices by itself when the sentence is over."""
        self.microphone.hears(sentence)
        return self.is_listened_to()

    def is_listened_to(self) -> Kiosk:
        """The same, with whatever the microphone hears just now."""
        before = self._drawn()
        self.page.click("[data-microphone-button]")
        return self._next(before, patience=40_000)

    def is_answered(self) -> Kiosk:
        """Wait for the station, which listens, to notice that the speaker has finished."""
        expect(self.page.locator("body.listening, body.thinking")).to_have_count(0, timeout=40_000)
        return self._settled()

    def starts_recording(self) -> Kiosk:
        """Press "speak" and see that it is heard."""
        self.page.click('button[value="record"]')
        return self.is_heard()

    def is_heard(self) -> Kiosk:
        """The station listens, and the meter is there."""
        expect(self.page.locator("body.listening")).to_be_visible()
        return self

    def stops_recording(self) -> Kiosk:
        """Press the microphone again."""
        before = self._drawn()
        self.page.click("[data-microphone-button]")
        return self._next(before)

    def records(self, sentence: str) -> Kiosk:
        """Tell it into the recorder, to the last word."""
        seconds = self.microphone.hears(sentence)
        self.starts_recording()
        self.page.wait_for_timeout(seconds * 1000 + 600)
        return self.stops_recording()

    def starts_listening(self) -> Kiosk:
        """Press the microphone and go on speaking."""
        self.page.click("[data-microphone-button]")
        return self.is_heard()

    def interrupts(self) -> dict[str, Any]:
        """Press the microphone in the middle of a sentence that the station says; what came of that sentence."""
        self.page.wait_for_function(IN_THE_MIDDLE, timeout=40_000)
        self.page.wait_for_function("heard.cut.over", timeout=20_000)
        return dict(self.page.evaluate("heard.cut"))

    def said_meanwhile(self) -> list[dict[str, Any]]:
        """What the station began to say between the interruption and the screen in front."""
        return list(
            self.page.evaluate("heard.sounds.filter((each) => each.at > heard.pressed && each.at < heard.at)")
        )

    def leaves(self) -> Kiosk:
        """Go away without a word: the station asks whether somebody is there, and puts the visit away."""
        self.page.goto("/screen/still_there")
        return self.shows("still_there").touches("leave").shows("language")

    def silences(self) -> Kiosk:
        """Touch "stop": the voice is silent at once, and nothing else changes."""
        self.page.click('button[value="command:stop"]')
        expect(self.page.locator("body.speaking")).to_have_count(0)
        return self

    def waits(self, seconds: int) -> Kiosk:
        """Nobody does anything for so long; the page's clock, which a test has installed, is turned forward."""
        self.page.clock.fast_forward(seconds * 1000)
        return self

    @property
    def cookie(self) -> str:
        """The secret by which the station knows this visit."""
        (found,) = (each["value"] for each in self.context.cookies() if each["name"] == "visit")
        return str(found)

    def sentence(self, text: str) -> Locator:
        """The line on the screen that says this."""
        return self.page.locator("[data-line]", has_text=text).first

    def turns_to(self, text: str, *, by_digit: bool = False) -> Kiosk:
        """Go on, if need be, until this can be read."""
        while text not in self.words and self.page.locator('button[value="next"]').count():
            self.keys(1) if by_digit else self.touches("next")
        assert text in self.words
        return self

    def sound_of(self, text: str) -> bytes:
        """The wav behind that line, fetched as the page fetches it."""
        name = self.sentence(text).get_attribute("data-say")
        answer = self.context.request.get(f"/say/{name}.wav")
        assert answer.status == 200
        return answer.body()

    def hears(self, text: str) -> dict[str, Any]:
        """Wait until the loudspeaker has said the line with this text to its end; how long, how loud it was."""
        return self._played(f"/say/{self.sentence(text).get_attribute('data-say')}.wav")

    def hears_own_voice(self) -> dict[str, Any]:
        """Wait until the person's own recording was played to its end."""
        return self._played("/own/description.wav")

    def _played(self, url: str) -> dict[str, Any]:
        whole = "(url) => heard.sounds.find((each) => each.url === url && each.played > each.seconds - 0.1)"
        return dict(self.page.wait_for_function(whole, arg=url, timeout=60_000).json_value())

    def receipt(self) -> tuple[str, str, str]:
        """Number, colour and animal of the receipt on the screen."""
        self.shows("help.receipt")
        number = re.sub(r"\D", "", self.page.locator(".token .number").inner_text())
        token = self.page.locator(".token .animal")
        colour = str(token.get_attribute("class")).rpartition("token-")[2]
        animal = str(token.locator("img").get_attribute("src")).rpartition("/")[2].removesuffix(".svg")
        return number, colour, animal

    def _drawn(self) -> int:
        return int(self.page.evaluate("heard.drawn"))

    def _next(self, before: int, patience: float = 30_000) -> Kiosk:
        self.page.wait_for_function("(before) => heard.drawn > before", arg=before, timeout=patience)
        self._settled()
        if self.screen != "alone":
            return self
        before = self._drawn()
        self.page.keyboard.press("1")  # nobody is with them
        return self._next(before, patience)

    def _settled(self) -> Kiosk:
        """Wait until the screen in front takes a touch."""
        drawn_for = float(self.page.evaluate("performance.now() - heard.at"))
        self.page.wait_for_timeout(max(0.0, SETTLED - drawn_for))
        return self
