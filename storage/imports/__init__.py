"""What comes back from files: compared with what stands, and taken in one act."""
