"""Forgetting for good: what goes with what, what has to stay, and what must not come back."""
