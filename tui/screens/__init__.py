"""The screens, one place a file, its .tcss beside it."""
