"""What measures the screens finds nothing on one that is well, and whatever is broken on it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from benchmarks.measuring import LETTERS, SCREENS, Measured, Measurer
from benchmarks.photos import CHROMIUM, FLAGS
from benchmarks.rules import RULES, Findings
from benchmarks.standards import table
from benchmarks.standing import standing
from benchmarks.ways import Reached
from kiosk import dialogue
from kiosk.scenes.scene import Here
from kiosk.visit import Visit

DAMAGE = """() => {
  const [first, second, third, fourth, fifth] = document.querySelectorAll(".choice");
  first.style.maxWidth = first.style.minWidth = "40px";
  second.querySelector(".label").style.cssText = "white-space: nowrap; letter-spacing: 400px";
  third.style.marginTop = "-300px";
  fourth.querySelector("img").removeAttribute("alt");
  fifth.querySelector(".label").style.cssText = "width: 1em; word-break: break-all; color: #ccc";
  document.querySelector("nav").style.flexDirection = "row-reverse";
  document.querySelector("h1").style.fontSize = "12px";
  const home = document.querySelector('nav [value="command:home"]');
  home.style.transform = "translateX(30px)";
  home.animate([{ opacity: 1 }, { opacity: 0.5 }], { duration: 2000, iterations: 100 });
}"""


def test_a_screen_that_is_well_keeps_the_numbers_and_a_damaged_one_does_not(tmp_path: Path) -> None:
    with standing(tmp_path) as here, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        visit = Visit(id="x", language="en")
        reached = Reached("home", visit, dialogue.show(Here(here.desk, visit, "home"))[1])
        well, ill, measurer = Measured(), Measured(), Measurer(browser, here)
        measurer.measure(reached, "en", well)
        ill.findings.places = well.findings.places
        measurer.axed.clear()  # axe shall look again
        measurer.page.evaluate(DAMAGE)
        measurer.look(reached, "en", ill)
        browser.close()
    assert well.findings.broken == []
    assert well.findings.measured["scrolls"] == len(SCREENS) * len(LETTERS)
    assert well.axed == 2
    found = {each.rule for each in ill.findings.broken}
    missed = {"target", "cut", "torn", "overlap", "capitals", "text contrast", "moves", "place", "axe"} - found
    assert not missed, f"{missed} were not noticed among {found}"


@pytest.mark.parametrize("rule", list(RULES))
def test_every_rule_has_a_limit_that_can_be_broken(rule: str) -> None:
    told = RULES[rule]
    assert not told.broken(told.limit)
    assert told.broken(told.limit - 1 if told.least else told.limit + 1)


def test_findings_of_several_languages_are_one_table() -> None:
    one, other = Findings(), Findings()
    one.add("target", 23.0, "zh home", "help")
    other.add("target", 19.0, "en home", "listen")
    other.add("moves", 0, "en home", "")
    one.join(other)
    assert one.worst["target"].value == 19.0
    assert one.measured == Counter(target=2, moves=1)
    assert [each.where for each in one.broken] == ["en home"]
    row = next(each for each in table(one) if "shorter side" in each)
    assert "19 mm" in row
    assert row.endswith("| 2 | 1 |")
