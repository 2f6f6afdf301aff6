"""Work that is owed: episodes are read and settled, read again, taken back."""
