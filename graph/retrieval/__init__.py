"""Three ways to ask a memory: `search.py` ranks, `ask.py` answers, `routes.py` connects two."""
