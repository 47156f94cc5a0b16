"""Text in terminal cells: one measure of its width, one way to break it into lines, one way to set columns."""
