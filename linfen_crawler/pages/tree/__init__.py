"""Read the bytes of a page into a tree, and the tree into paragraphs as a reader sees them."""
