"""Who may see what: a page narrowed to its readers, and the check that nothing else is told."""
