"""A form as one file for any browser, which hands back the Markdown form, filled."""

GENERATOR = '<meta name="generator" content="phasebook form">'
"""By which a page that came back instead of the answers is known."""
