"""What agents can call: a few tools, told in few words, whatever protocol carries them."""
