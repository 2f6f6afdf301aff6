"""Questions, short answers said in full, and what a later message puts right."""
