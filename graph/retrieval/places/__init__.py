"""Which place lies in which: as it was told, and as the world is known."""
