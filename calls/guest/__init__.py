"""What a relative opens on a phone: one link, one page, one person at the other end."""
