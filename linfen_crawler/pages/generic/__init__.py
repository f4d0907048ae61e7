"""Read a page of no known layout: by its labels, and by where its prose is dense."""
