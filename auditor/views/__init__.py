"""What the commands beside ``check`` show: drafts compared, ledgers of sources, lists of claims.

Each view is a value made of audits, and is told as text, JSON, CSV or a page.  What it
has in common with the reports it takes from there.
"""
