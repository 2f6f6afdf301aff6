"""Measuring what is read: one prediction file for each set of labelled texts."""
