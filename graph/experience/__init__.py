"""Learning from attempts at tasks: recorded, distilled into procedures, advised."""
