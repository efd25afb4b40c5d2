"""Hours in which nobody rings the touchscreen: a default of the place, and what a person wishes instead."""

from casework.quiet.hours import NAP as NAP
from casework.quiet.hours import NIGHT as NIGHT
from casework.quiet.hours import Span as Span
from casework.quiet.hours import until as until
from casework.quiet.quiet import Quiet as Quiet
