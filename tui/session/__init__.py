"""One retrospective between a person and the disk; knows no Textual."""
