"""What people wrote made fit for a terminal, and what is said of history, values and purging."""
