"""The places of a meeting that are more than a question."""
