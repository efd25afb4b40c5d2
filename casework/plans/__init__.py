"""What a person wants and what was agreed for it: goals in their own words, steps, reviews."""
