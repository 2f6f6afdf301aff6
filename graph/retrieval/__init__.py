"""A question becomes ranked facts and episodes."""
