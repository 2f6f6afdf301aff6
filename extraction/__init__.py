"""Text in, statements out: knows words, not memory."""
