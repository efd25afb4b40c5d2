"""What can be asked, said and heard, per language: screens, phrases, topics and their checker. Imports nothing of ours."""

from content.pack import Pack, Topic, load, shipped_languages
from content.screen import Choice, Line, Phrase, Screen

__all__ = ["Choice", "Line", "Pack", "Phrase", "Screen", "Topic", "load", "shipped_languages"]
