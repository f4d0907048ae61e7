"""Choose which pages to read: one file a way of finding them."""
