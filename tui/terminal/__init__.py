"""What is private to Textual and to terminals, each with the reason."""
