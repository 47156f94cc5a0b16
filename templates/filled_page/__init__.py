"""A retrospective as it stands: its answers, its actions, what was agreed, its settings."""
