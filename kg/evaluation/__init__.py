"""How well a reader reads: its answers held against what careful people marked.

Two forms of gold: attributions as JSON lines (`attributions`), and articles with claims, launches, transfers and
events (`articles`). Each gives `Scored` documents, of which `counts.rows` makes a table and `tables` writes it.
"""
