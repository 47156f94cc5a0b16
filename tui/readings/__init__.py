"""What the two sides see, drawn for a terminal: pure functions from a page to lines."""
