"""What a question says: its words, whom it means, who asks, what it wants gathered."""
