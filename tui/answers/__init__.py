"""An area for each kind of question, in which it is answered."""
