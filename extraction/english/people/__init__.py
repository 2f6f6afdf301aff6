"""What people are, and who is whose: roles, ages, kin, names, what they call each other."""
