"""Models that turn text into numbers or answers, each behind a port of `quipu.schema.ports`."""
