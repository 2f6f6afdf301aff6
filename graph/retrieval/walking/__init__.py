"""From whom a question names, along facts that explain it, to what answers it."""
