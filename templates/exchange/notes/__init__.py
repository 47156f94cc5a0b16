"""Other people's notes in Markdown, taken for what they say."""
