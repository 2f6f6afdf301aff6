"""The embedded engine: one SQLite file (WAL) and numpy."""
