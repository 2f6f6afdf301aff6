"""Training the head of names: needed to make it anew, never to install, run or test."""
