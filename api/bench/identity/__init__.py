"""Measuring who is who: sets of names, and how the cost grows with made-up ones."""
