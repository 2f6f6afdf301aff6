"""What is worth keeping: the gate, the traits that it weighs, its learned weights."""
