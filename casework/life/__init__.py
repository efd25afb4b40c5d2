"""The life of a request after it was sent: how it goes on, how it ends, and the person's own word about it."""
