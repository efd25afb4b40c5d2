"""Lives the month: who asks, answers, is away, says that it is good; every step through a real screen."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from flask import Flask

from admin.app import create_app as panel_of
from admin.settings import PanelSettings
from casework.factors.totp import code_at, step_of
from casework.history import STATION
from casework.record import Record
from casework.settings import CATEGORIES, PasswordCost, RecordSettings
from casework.writing import Value, Writing
from kiosk.app import create_app as kiosk_of
from kiosk.settings import KioskSettings
from station.month.almanac import CLOSES, DAYS, HANDS, OPENS, PEOPLE, REQUESTS, Almanac, names
from station.month.office import Office
from station.month.quiet import DeafEar, SilentMouth
from station.month.villager import Villager

FIRST_PAGE = ("ill", "money", "papers", "phone")
LIGHT = PasswordCost(passes=1, memory=8, lanes=1)
SEED = 20261125


@dataclass
class Receipt:
    """What somebody was promised at the screen, and how they come back to it."""

    request: str
    number: str
    person: int | None
    """Which of the sixty, when they showed a card."""
    asked: datetime
    category: str
    says: str = "good"
    """What they will say when they are asked."""
    heard: bool = False
    """Whether they have been back."""


@dataclass
class Month:
    """Everything that goes on in it."""

    record: Record
    kiosk: Flask
    panel: Flask
    clock: Almanac
    chance: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311 - a made-up village
    receipts: list[Receipt] = field(default_factory=list)
    persons: list[str] = field(default_factory=list)
    cards: list[str | None] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)
    most: int = REQUESTS
    """How many requests there are in all."""
    away: set[str] = field(default_factory=set)
    """Logins of who does not come to the office."""

    def live(self, days: int = DAYS, requests: int = REQUESTS) -> None:
        """From the first morning to the last evening."""
        self.most = requests
        self._settle()
        asking = [requests // days + (day < requests % days) for day in range(days)]
        for day, count in enumerate(asking):
            self._day(day, sorted(self.chance.choices(range(OPENS, CLOSES), k=count)))

    def _settle(self) -> None:
        """The workers join with codes, the people get files, and most of them a card."""
        workers = self.record.workers
        first = workers.first_code()
        chief = workers.enrol(first, HANDS[0].name, HANDS[0].login, HANDS[0].password) if first else None
        if chief is None:
            raise RuntimeError("the month begins in an empty record")
        secret = self.record.factors.begin(chief.id)
        self.record.factors.confirm(chief.id, code_at(secret, step_of(self.clock())))
        for hand in HANDS[1:]:
            worker = workers.enrol(workers.invite(chief.id), hand.name, hand.login, hand.password)
            if hand is HANDS[1]:
                workers.set_duty(worker.id, by=chief.id)
        self.persons = [self.record.people.add(each, chief.id, f"{each[0]}家（演示）") for each in names()]
        cards = self.record.cards.issue_all(self.persons[: PEOPLE * 2 // 3], chief.id)
        self.cards = [each.code for each in cards] + [None] * (PEOPLE - len(cards))
        self.offices = [Office(self.panel, hand, self.clock, secret if hand is HANDS[0] else "") for hand in HANDS]

    def _day(self, day: int, asking: list[int]) -> None:
        workday = self.clock.now.weekday() < 5
        self._absence(day)
        for hour in range(24):
            if workday and hour == OPENS:
                for office in self.offices:
                    office.arrives()
            for _ in range(asking.count(hour)):
                if len(self.receipts) < self.most:
                    self._asks()
            if hour in (10, 15):
                self._come_back()
            if workday and hour in (9, 11, 14, 16):
                for office in self.offices:
                    if office.hand.login not in self.away:
                        self._works(office)
            self.clock.move(minutes=31)
            self.clock.ticks.append(self.clock.now)
            self.record.duties.run()
            self.clock.move(minutes=29)

    # the person at the screen

    def _asks(self) -> None:
        """A card or none, a picture, a voice or none, a name or none; now and then for somebody else, or twice."""
        who = self.chance.randrange(PEOPLE)
        card = self.cards[who] if self.chance.random() < 0.7 else None
        category = self.chance.choice(CATEGORIES)
        receipt = self._ask(who if card else None, card, category)
        if self.chance.random() < 0.05 and len(self.receipts) < self.most:
            self.clock.move(minutes=3)
            self._ask(receipt.person, card, category)
        elif self.chance.random() < 0.04:
            self._takes_back(receipt)

    def _ask(self, who: int | None, card: str | None, category: str) -> Receipt:
        villager = Villager(self.kiosk, card)
        if card:
            villager.press("home")
        villager.press("help", *(() if category in FIRST_PAGE else ("more",)), category)
        if self.chance.random() < 0.3:
            villager.says(1.2)
            villager.press("go_on")
        else:
            villager.press("skip")
        villager.press(*(("for_other", "no_name") if self.chance.random() < 0.06 else ("no_name",)), "send")
        sent = self.record.requests.by_number(_number_on(villager.text()))
        villager.leave()
        if sent is None:
            raise RuntimeError("the screen promised what is not in the record")
        says = self.chance.choices(("good", "not_yet", "never"), weights=(78, 10, 12))[0]
        self.receipts.append(Receipt(sent.request, sent.number, who, self.clock.now, category, says))
        return self.receipts[-1]

    def _takes_back(self, receipt: Receipt) -> None:
        self.clock.move(minutes=2)
        villager = self._looks_up(receipt)
        villager.press("undo", "take_back")
        villager.leave()

    def _looks_up(self, receipt: Receipt) -> Villager:
        villager = Villager(self.kiosk)
        villager.press("mine", "number", *(f"digit:{each}" for each in receipt.number))
        return villager

    def _come_back(self) -> None:
        """Who has a card hears what waits; who has only a number asks after some days."""
        for who, card in enumerate(self.cards):
            if card and self.chance.random() < 0.35 and self.record.tidings.waiting(self.persons[who]):
                self._hears(Villager(self.kiosk, card), who)
        for receipt in self.receipts:
            old = self.clock.now - receipt.asked > timedelta(days=2)
            if receipt.person is None and old and not receipt.heard and self.chance.random() < 0.2:
                villager = self._looks_up(receipt)
                receipt.heard = self._answers(villager, receipt)
                villager.leave()

    def _hears(self, villager: Villager, who: int) -> None:
        waiting = {each.kind: each.about for each in self.record.tidings.waiting(self.persons[who])}
        if "good_now" in waiting:
            asked = next(each for each in self.receipts if each.request == waiting["good_now"])
            villager.press("good_now")
            self._answers(villager, asked)
        else:
            villager.press(next(iter(waiting)))
        villager.leave()

    def _answers(self, villager: Villager, receipt: Receipt) -> bool:
        """Say it, or say nothing; whether that is the last word about it."""
        if villager.at != "mine.good":
            return False
        if receipt.says == "never":
            villager.press("later")
            return False
        villager.press(receipt.says)
        ends, receipt.says = receipt.says == "good", "good"
        return ends

    # the workers in the office

    def _absence(self, day: int) -> None:
        """Chen is away for a week, Li Na for two days; who is away does not come."""
        for login, begins, ends in ((HANDS[2].login, 8, 15), (HANDS[1].login, 20, 22)):
            if day == begins - 1:
                office = next(each for each in self.offices if each.hand.login == login)
                starts = self.clock.now + timedelta(days=1)
                self._set_absence(office, starts, starts + timedelta(days=ends - begins))
            if day == begins:
                self.away.add(login)
            if day == ends:
                self.away.discard(login)

    def _set_absence(self, office: Office, starts: datetime, ends: datetime) -> None:
        with self.record.store.read() as database:
            found = database.query("select id from workers where login = ?", [office.hand.login])
            worker = next(str(each["id"]) for each in found)
        self.record.absences.set(worker, starts, ends, by=worker)

    def _works(self, office: Office) -> None:
        """The top of the queue first; some things are put off, and now and then one is forgotten."""
        for line in office.queue()[:9]:
            luck = self.chance.random()
            if luck < 0.25 and "overdue" not in line.marks:
                continue
            if luck < 0.08:
                continue
            if "free" in line.marks:
                office.does(line.request, "take")
            elif "errand" in line.marks:
                self._goes_there(office, line.request)
            else:
                self._acts(office, line.request)

    def _acts(self, office: Office, request: str) -> None:
        luck, day = self.chance.random(), (self.clock.now + timedelta(days=1)).date().isoformat()
        twin = self._twin(request)
        if twin and luck < 0.8:
            office.does(request, "end", how="duplicate", same_as=twin)
        elif luck < 0.25:
            office.does(request, "reply", text="您好。您的事情我知道了，这两天我来办。")
        elif luck < 0.4:
            office.does(request, "visit", day=day, part="afternoon")
        elif luck < 0.44:
            office.does(request, "end", how="refused", reason="今年的名额已经满了，明年三月可以再来问。")
        elif luck < 0.48:
            office.does(request, "end", how="referred", reason="镇上的便民中心接着办，他们星期三来电话。")
        elif luck < 0.5:
            office.does(request, "end", how="withdrawn", reason="您的儿子说已经办好了。")
        else:
            office.does(request, "done")

    def _goes_there(self, office: Office, request: str) -> None:
        luck = self.chance.random()
        if luck < 0.6:
            office.does(request, "word", answer="good")
        elif luck < 0.8:
            office.does(request, "nobody-there")
        else:
            office.does(request, "end", how="unanswered", reason="我们去了两次，都没有见到您。")

    def _twin(self, request: str) -> str | None:
        """The number of an earlier one by the same person about the same, not long before."""
        mine = next((each for each in self.receipts if each.request == request), None)
        if mine is None or mine.person is None:
            return None
        for each in self.receipts:
            near = timedelta() < mine.asked - each.asked < timedelta(hours=2)
            if (each.person, each.category) == (mine.person, mine.category) and near:
                return each.number
        return None


def open_month(settings: RecordSettings, folder: Path, begin: datetime) -> Month:
    """An empty record with both apps over it; the caller closes ``month.record``."""
    clock = Almanac(begin)
    record = Record.open(replace(settings, password_cost=LIGHT), clock=clock)
    kiosk = kiosk_of(KioskSettings(village=settings.village), record, DeafEar(), SilentMouth(folder / "speech"))
    panel = panel_of(PanelSettings(data=folder, village=settings.village, idle_minutes=720), record, clock)
    return Month(record, kiosk, panel, clock)


def close_month(month: Month) -> None:
    """Let the kiosk's own thread end."""
    month.kiosk.extensions["desk"].dictations.close()


def retire(month: Month) -> None:
    """As demonstration data: the workers stay as names, and no password opens their account."""

    def work(writing: Writing) -> None:
        for each in writing.rows("select id, name from workers"):
            shown: dict[str, Value] = {"active": 0, "duty": 0, "password": "", "name": f"{each['name']}（演示）"}
            writing.update("workers", each["id"], shown)

    month.record.store.write(STATION, "demonstration laid in", work)


def _number_on(page: str) -> str:
    """The four digits as the receipt shows them."""
    return page.split('<p class="number">', 1)[1].split("<", 1)[0].replace(" ", "")
