"""Words and names that English rules need: lists, lemmas, trades, places, kinds of predicates."""
