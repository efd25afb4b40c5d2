"""Cards by which somebody is known without reading: issued, shown, lost; printing and reading them is elsewhere."""

from casework.cards.cards import Card as Card
from casework.cards.cards import Cards as Cards
from casework.cards.cards import Holder as Holder
from casework.cards.cards import Issued as Issued
