"""Persons and households: files, who matters to whom, one file out of two, whom nobody has seen for long."""
