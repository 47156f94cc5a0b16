"""The keys of the places of a meeting, and which of them belong to which place."""
