"""Handing a request on: within the team, to an outside partner, to another worker or village; only with consent."""
