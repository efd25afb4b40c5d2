"""Taking back: whatever a person sent at the screen can be undone for ten minutes, by the same person or visit."""

from casework.takebacks.sending import note_sent as note_sent
from casework.takebacks.sending import note_taken_back as note_taken_back
from casework.takebacks.takebacks import Sent as Sent
from casework.takebacks.takebacks import TakeBacks as TakeBacks
