"""Reports that the law demands: written by one, confirmed by a second, routed around whoever is suspected."""
