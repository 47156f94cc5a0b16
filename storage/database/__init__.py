"""The SQLite file: how it is opened, its tables, its journal, and what is read from the journal."""
