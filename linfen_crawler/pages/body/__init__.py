"""Separate the text of an article from its headlines, its captions and what is around it."""
