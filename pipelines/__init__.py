"""Decide what becomes of an item: one module for each step, in the order they run."""
