"""Where a meeting opens: people, rules, safety, last time, time."""
