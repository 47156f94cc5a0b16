"""Markdown, in and out: escaping, parsing, blocks, comments with ids, tables."""
