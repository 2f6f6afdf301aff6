"""The GraphQL door from Python, awaited or not."""
