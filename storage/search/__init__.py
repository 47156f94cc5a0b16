"""What people type to find an answer, and how it is found."""
