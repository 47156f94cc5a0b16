"""Files that people name: exports, layouts, workbooks of their own, their editor."""
