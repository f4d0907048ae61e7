"""Part the text of an article from its headlines, its captions and what stands around it."""
