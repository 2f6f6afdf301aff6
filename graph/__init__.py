"""Claims become facts, and questions find them."""
