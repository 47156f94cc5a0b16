"""The only code that makes a file or a folder of our own: private, whole or not at all, gone when it is done with."""
