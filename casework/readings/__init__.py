"""That somebody opened a file: written down like every change, at most once an hour for each who reads."""

from casework.readings.readings import Readings

__all__ = ["Readings"]
