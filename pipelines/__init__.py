"""Decide what becomes of an item: one verb a file, in the order they run."""
