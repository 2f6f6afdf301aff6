"""What begins, what ends and what only goes on: turns of life, in the state's own words."""
