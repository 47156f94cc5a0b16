"""What is being typed and what lies covered: a file of its own beside the database."""
