"""Read a page by a layout that is declared: by the elements that its template names."""
