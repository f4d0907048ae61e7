"""Recognise a line by its own words: what it names, and whether it is text at all."""
