"""Workers who are away: what they have in hand goes on with somebody else, and comes back afterwards."""
