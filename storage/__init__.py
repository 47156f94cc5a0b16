"""Everything that touches SQLite: the journal, the tables read from it, drafts."""
