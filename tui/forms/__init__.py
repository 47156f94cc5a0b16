"""What is asked in a form, and what it makes, without a screen."""
