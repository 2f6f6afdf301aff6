"""Texts as words: what counts when searching, and where a name stands."""
