"""The journal without a disk: entries, what they rest on, and what they add up to."""
