"""To and from other programs: JSON, CSV, calendars, our own document, other people's notes."""
