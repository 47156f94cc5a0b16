"""The sections a document is laid out from, one a file."""
