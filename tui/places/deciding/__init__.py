"""Where a meeting groups, votes, decides and closes."""
