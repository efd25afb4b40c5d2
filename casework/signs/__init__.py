"""Three pictures in place of a card: chosen with a worker, shown at the screen together with one's animal."""

from casework.signs.signs import PICTURES as PICTURES
from casework.signs.signs import Signs as Signs
