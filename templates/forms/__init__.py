"""A workbook to fill in without the program, and reading it back."""
