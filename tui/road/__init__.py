"""The one road of a meeting, on the screen."""
