"""When, and for how long a day, a child calls, hears letters, joins circles; help and danger are never limited."""

from casework.childtimes.childtimes import ChildTimes as ChildTimes
from casework.childtimes.times import USUAL as USUAL
from casework.childtimes.times import Agreed as Agreed
from casework.childtimes.times import Times as Times
from casework.childtimes.times import Yes as Yes
