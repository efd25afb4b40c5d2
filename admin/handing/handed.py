"""Where a request was handed to, as lines for its own page and for the page of handing on; makes no page."""

from __future__ import annotations

from collections.abc import Sequence

from admin import context, times
from admin.handing.look import HandedLine, handed_line
from casework.access import acts


def handed(request_id: str) -> Sequence[HandedLine]:
    """Where a request was handed to, the newest first; also for its own page."""
    record, words, now, reader = context.record(), context.words(), context.now(), context.reader()
    lines = []
    for each in record.referrals.of_request(request_id):
        opened = [
            words.say(
                "handing.listened" if one.listened else "handing.looked",
                who=one.worker or each.receiver_name,
                when=times.moment(one.at, now, words),
            )
            for one in record.links.openings(each.id)
        ]
        links = [one for one in record.links.of_referral(each.id) if one.ended_at is None and one.until > now]
        linked = times.moment(links[0].until, now, words) if links and each.open else ""
        may = reader.may(acts.REFER) and (each.sender == reader.worker or reader.may(acts.HAND_ON))
        lines.append(handed_line(each, opened, linked, words, now, may=may))
    return lines
