"""Every rule of the clock, in the order in which they are asked; each lives with the noun it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casework.absences.handing import hand_back, hand_on
from casework.alarms.chain import escalation
from casework.checkins.silence import noticing
from casework.consents.renewing import renewal
from casework.duties.duty import Duty
from casework.life.delay import delay
from casework.life.silence import silence
from casework.reports.apart import taking_away
from casework.reports.clock import reminding
from casework.settings import RecordSettings
from casework.training.training import reminder as training_due
from casework.visits.reminder import reminder

if TYPE_CHECKING:
    from casework.requests import Requests


def rules(settings: RecordSettings, requests: Requests) -> tuple[Duty, ...]:
    """The duties of a station with those settings; some put a request into the queue by themselves."""
    return (
        escalation(settings.alarm),
        hand_back(),
        hand_on(),
        taking_away(),
        reminding(),
        silence(settings.follow_up),
        delay(settings.follow_up),
        reminder(),
        training_due(),
        renewal(),
        noticing(settings, requests),
    )
