"""Going over a whole scope: who may be one, what is disputed, what belongs together."""
