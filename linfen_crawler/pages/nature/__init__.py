"""Tell what a page is that should have been an article."""
