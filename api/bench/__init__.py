"""Measuring the product through its own doors, on sets that it does not ship."""
