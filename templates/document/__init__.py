"""The document that a retrospective becomes, in Markdown and HTML."""
