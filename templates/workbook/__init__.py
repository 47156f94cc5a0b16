"""The blank page and its language: what is asked, read from Markdown and written to it."""
