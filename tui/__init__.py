"""Everything that faces the terminal: the commands and the screens."""
