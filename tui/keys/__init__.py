"""Every command of every screen with its keys, declared once."""
