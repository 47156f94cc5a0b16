"""The commands of the terminal: one function a command, a few commands a file."""
