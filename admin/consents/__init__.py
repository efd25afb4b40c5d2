"""The pages about consent: one person's ledger, an answer given face to face, what waits for a second person."""
