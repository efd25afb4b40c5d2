"""What is counted for supervisors and the county: one query and one pure count for each figure; not drawn here."""
