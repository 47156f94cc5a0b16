"""The workbook as a document: what is asked, what a filled page is, how it is written out."""

__version__ = "0.2.0"
