"""What English grammar tells: the rules of the local reader, from a parse to statements."""
