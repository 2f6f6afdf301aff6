"""What is set right in a parse before anything is read from it."""
