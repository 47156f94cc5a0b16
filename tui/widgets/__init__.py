"""One widget per kind of question, and the few shared ones."""
