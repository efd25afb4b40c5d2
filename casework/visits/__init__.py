"""Home visits: planned, moved, reported; a day in the order of the way; what a person said instead."""
