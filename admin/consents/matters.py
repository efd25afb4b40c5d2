"""What somebody can be asked for a yes to, as one choice: the purpose together with who is to have it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import content
from admin import context
from admin.errors import FieldWrong
from casework.calls.opening import receiver
from casework.consents.purposes import AUTO_ANSWER, EXPORT, KEEP, PURPOSES, REFER, TRANSFER, Purpose, purpose
from casework.errors import UnknownWord
from casework.life.owners import HANDS
from content.pack import Pack

SEPARATOR = "|"


@dataclass(frozen=True)
class Matter:
    """One thing to ask."""

    purpose: str
    to: str | None = None

    @property
    def key(self) -> str:
        """As a form sends it."""
        return self.purpose + (f"{SEPARATOR}{self.to}" if self.to else "")

    @property
    def about(self) -> Purpose:
        """The purpose."""
        return purpose(self.purpose)


@dataclass(frozen=True)
class Option:
    """One matter in words."""

    key: str
    word: str
    current: bool


@dataclass(frozen=True)
class Group:
    """Matters of one purpose, where it has a receiver; all others together."""

    name: str
    options: Sequence[Option]


def matter(told: str) -> Matter:
    """What a form sent. Raises FieldWrong."""
    key, _, to = told.partition(SEPARATOR)
    try:
        found = purpose(key)
    except UnknownWord as error:
        raise FieldWrong("choice_wrong") from error
    if found.key == KEEP or found.names != bool(to):
        raise FieldWrong("choice_wrong")
    return Matter(key, to or None)


def pack_of(language: str) -> Pack:
    """The kiosk's words in that language."""
    return content.load(language, context.seat().settings.overlays)


def label(key: str, to: str, language: str) -> str:
    """A purpose in a few words, as the kiosk writes it under its picture. ``to``: the receiver's name."""
    return pack_of(language).text(f"consent.{purpose(key).word}.label", to=to)


def question(told: Matter, to: str, language: str) -> str:
    """The exact words that are asked, and kept with the answer."""
    return pack_of(language).text(f"consent.{told.about.word}.ask", to=to)


def meaning(told: Matter, to: str, language: str) -> Sequence[str]:
    """What it means, until when it holds, and that it can be taken back."""
    pack, days = pack_of(language), told.about.days
    lasts = pack.sentences(f"consent.lasts.{days}") if days else ()
    means = pack.sentences(f"consent.{told.about.word}.means", to=to)
    return (*means, *lasts, *pack.sentences("consent.can_go"))


def receivers() -> Mapping[str, Mapping[str, str]]:
    """Purpose → receiver → name, for the purposes that have one."""
    record, me = context.record(), context.worker().id
    partners = {each.receiver: each.name for each in record.partners.all()}
    workers = {f"worker:{each.id}": each.name for each in record.workers.all() if each.active and each.role in HANDS}
    villages = {f"village:{each.id}": each.name for each in record.people.homes.villages()}
    own = f"village:{record.settings.station}"
    others = {key: name for key, name in (workers | villages).items() if key not in (f"worker:{me}", own)}
    return {REFER: partners, TRANSFER: others, EXPORT: partners}


def groups(person: str, chosen: str = "") -> Sequence[Group]:
    """Everything that this person can be asked here, in the panel's language."""
    words, found = context.words(), []
    near = context.record().people.relations.to_call(person)
    told = {**receivers(), AUTO_ANSWER: {receiver(each.id): each.name for each in near}}
    plain = [Matter(each.key) for each in PURPOSES if each.key != KEEP and not each.names]
    found.append(Group(words.say("consents.group.here"), [_option(each, "", chosen) for each in plain]))
    for key, names in told.items():
        options = [_option(Matter(key, to), name, chosen) for to, name in names.items()]
        if options:
            found.append(Group(words.say(f"consents.group.{key}"), options))
    return found


def _option(told: Matter, to: str, chosen: str) -> Option:
    return Option(told.key, label(told.purpose, to, context.words().language), told.key == chosen)
