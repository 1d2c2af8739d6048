"""whosaid: an auditable knowledge graph of actors, events and attributed claims, built from news."""

__version__ = "0.1.0"
