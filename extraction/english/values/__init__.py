"""What is set to one value and set anew: attributes, weights, dates, addresses."""
