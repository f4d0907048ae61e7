"""Follow and join the pages of a long article."""
