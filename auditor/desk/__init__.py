"""What a newsroom decides about its audits: configuration, acknowledgements, a baseline.

Nothing here changes what an article shows, only what is asked of it, but for corrections: those
say what it shows, are told in every report, and what the program had decided next to them.
"""
