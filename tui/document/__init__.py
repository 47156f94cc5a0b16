"""A Markdown document drawn piece by piece: only what is in sight is ever parsed and wrapped."""
