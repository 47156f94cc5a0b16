"""The shape of every record: its fields in the journal, its row, and its object, in both directions."""
