"""The page at ``/``: a draft on one side, its report on the other."""
