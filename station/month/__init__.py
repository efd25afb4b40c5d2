"""A made-up month in a village, lived through the real screens: sixty people, four workers, 300 requests."""
