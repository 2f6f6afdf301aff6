"""What is believed: who is meant, what competes, and how time settles it. Pure functions."""
