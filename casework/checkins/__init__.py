"""A gentle "how are you?" that a person wished for, and a task for a worker when nothing is heard; never an alarm."""

from casework.checkins.checkins import CheckIns as CheckIns
from casework.checkins.wish import ANSWERS as ANSWERS
from casework.checkins.wish import HOURS as HOURS
from casework.checkins.wish import RHYTHMS as RHYTHMS
from casework.checkins.wish import UNWELL as UNWELL
from casework.checkins.wish import Heard as Heard
from casework.checkins.wish import Wish as Wish
