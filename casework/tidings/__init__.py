"""What a person is to be told at the next visit: written by whoever brings it about, told once at the kiosk."""

from casework.tidings.kinds import KINDS as KINDS
from casework.tidings.tidings import Tiding as Tiding
from casework.tidings.tidings import Tidings as Tidings
