"""What can be asked, said and heard, per language, and its checker. Imports nothing of ours."""

from content.pack import Pack, load, shipped_languages
from content.screen import Choice, Line, Phrase, Screen
from content.topic import Topic

__all__ = ["Choice", "Line", "Pack", "Phrase", "Screen", "Topic", "load", "shipped_languages"]
