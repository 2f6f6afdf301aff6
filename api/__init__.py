"""The doors, and the one place where parts are chosen."""
