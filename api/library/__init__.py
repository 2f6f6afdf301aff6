"""A memory used from Python, without a service."""
