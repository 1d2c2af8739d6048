"""The ontology as the extractors need it: read from Turtle, frozen, a user's own files laid over the shipped ones."""
