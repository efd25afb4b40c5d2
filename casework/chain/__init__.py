"""The chain over the journal: each entry is sealed to the one before it, and the newest is known outside as well."""
