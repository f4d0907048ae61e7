"""Read a page by a declared layout: by the elements that its template names."""
