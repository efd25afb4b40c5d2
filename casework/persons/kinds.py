"""The words for relations, circumstances and leaving; the panel translates them, nothing is decided here."""

from __future__ import annotations

RELATIONS = (
    *("son", "daughter", "mother", "father", "spouse", "grandchild", "grandparent", "sibling", "relative"),
    *("guardian", "neighbour", "friend", "teacher", "doctor", "cadre", "other"),
)
"""What somebody is to the person."""
FAMILY = frozenset(RELATIONS[:10])
"""Relations that are family: calling them needs the person's consent to call the family."""
CIRCUMSTANCES = (
    *("lives_alone", "left_behind_elder", "left_behind_child", "raised_by_grandparents", "orphan"),
    *("disability", "long_illness", "needs_care", "moves_hardly", "hard_of_hearing", "weak_sight"),
    *("does_not_read", "no_phone", "low_income", "recent_loss", "comes_home_from_far"),
)
"""What is special in a person's life, as far as it matters for helping."""
MOVED, DIED = "moved", "died"
GONE = (MOVED, DIED)
"""Why a person is no longer visited."""
LANGUAGES = ("zh", "en", "ko", "dialect")
"""What a person speaks; ``dialect`` is the speech of the place."""
