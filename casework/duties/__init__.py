"""Everything that happens by the clock: rules that say what is due, each firing once for ever; no thread here."""
