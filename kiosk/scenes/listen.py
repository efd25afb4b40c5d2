"""Information to hear: the list of subjects, the topics of one, and a topic page by page."""

from __future__ import annotations

from dataclasses import replace

from content.screen import MOST_CHOICES, Choice, Screen
from content.topic import Topic
from kiosk.errors import NotNow
from kiosk.scenes import child
from kiosk.scenes.scene import Here, Scene, Shown
from kiosk.wording import month_and_year


def topics_of(here: Here, category: str) -> tuple[Topic, ...]:
    """What may be told of that subject today, in the order of the pack, as many as fit on a screen."""
    today = here.desk.today()
    if here.visit.child and category not in child.SUBJECTS:
        return ()
    return tuple(each for each in here.pack.topics() if each.category == category and each.holds_on(today))[
        :MOST_CHOICES
    ]


class Subjects(Scene):
    """The subjects; every topic can be asked for by its own words at once."""

    keys = ("listen",)

    def show(self, here: Here) -> Shown:
        """Only subjects that have something to tell today."""
        screen = here.pack.screen("listen")
        empty = {each.key for each in screen.choices if not topics_of(here, each.key)}
        screen = here.pack.screen("listen", without=empty) if empty else screen
        alive = tuple(each for each in screen.further if _topic(here, each.key) is not None)
        return Shown(replace(screen, further=alive))


class Subject(Scene):
    """The topics of one subject: ``listen.<category>``."""

    def owns(self, key: str) -> bool:
        """Every subject's screen."""
        return key.startswith("listen.")

    def show(self, here: Here) -> Shown:
        """One picture per topic."""
        category = here.key.removeprefix("listen.")
        subject = next((each for each in here.pack.choices("listen") if each.key == category), None)
        topics = topics_of(here, category)
        if subject is None or not topics:
            raise NotNow(here.key, "listen")
        pack = here.pack
        screen = Screen(
            key=here.key,
            language=pack.language,
            prompt=pack.sentences("listen.category", category=pack.text(f"category.{category}")),
            title=subject.label,
            picture=subject.picture,
            accent=subject.accent,
            commands=pack.commands(),
            back="listen",
        )
        return Shown(pack.with_choices(screen, [pack.topic_choice(each) for each in topics]))


class TopicPage(Scene):
    """One page of a topic: ``topic.<key>.<page>``; the last one says where it comes from and how old it is."""

    def owns(self, key: str) -> bool:
        """Every page of every topic."""
        return key.startswith("topic.")

    def show(self, here: Here) -> Shown:
        """The page's sentences as the prompt."""
        topic, page = self._page(here)
        last = page == len(topic.pages)
        accent = here.pack.topic_choice(topic).accent
        screen = here.pack.screen("topic", prompt=topic.pages[page - 1], without=("next",) if last else ())
        choices = tuple(self._leading(each, topic, page) for each in screen.choices)
        back = f"topic.{topic.key}.{page - 1}" if page > 1 else f"listen.{topic.category}"
        screen = replace(
            screen, key=here.key, title=topic.title, picture=topic.picture, accent=accent, choices=choices, back=back
        )
        return Shown(replace(screen, notes=self._origin(here, topic) if last else ()))

    def _page(self, here: Here) -> tuple[Topic, int]:
        name, _, number = here.key.removeprefix("topic.").rpartition(".")
        topic = _topic(here, f"topic.{name}")
        if topic is None or not number.isdecimal() or not 1 <= int(number) <= len(topic.pages):
            raise NotNow(here.key, "listen")
        return topic, int(number)

    def _leading(self, choice: Choice, topic: Topic, page: int) -> Choice:
        leads = {"next": f"topic.{topic.key}.{page + 1}", "topics": f"listen.{topic.category}"}
        return replace(choice, goes_to=leads.get(choice.key, choice.goes_to))

    def _origin(self, here: Here, topic: Topic) -> tuple[str, ...]:
        return (
            *here.pack.sentences("topic.source", source=topic.source),
            *here.pack.sentences("topic.dated", date=month_and_year(here.pack, topic.dated)),
        )


def _topic(here: Here, choice: str) -> Topic | None:
    today, key = here.desk.today(), choice.removeprefix("topic.")
    found = next((each for each in here.pack.topics() if each.key == key and each.holds_on(today)), None)
    return None if found and here.visit.child and found.category not in child.SUBJECTS else found
