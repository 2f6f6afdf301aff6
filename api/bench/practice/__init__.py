"""Whether experience helps: the same made-up agent at the same tasks, with advice and without."""
