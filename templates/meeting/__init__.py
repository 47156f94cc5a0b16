"""The meeting: its road, its agenda, its vote, its time."""
