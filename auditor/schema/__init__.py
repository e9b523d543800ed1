"""JSON Schemas of the machine formats, as data files."""
