"""Finding damage, repairing it, bringing a copy back, and removing for good."""
