"""Somebody is in danger: found by the written rules, told along a chain until a human answers with a name."""
