"""What people rule on what was read: facts, waiting decisions, who is who."""
