"""Questions of a particular sort, each answered in a way of its own."""
