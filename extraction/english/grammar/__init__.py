"""What a parse says of its sentences: relations, verbs and how they are told, what is asserted."""
