"""Choose which pages to read: one module for each way of finding them."""
