"""What a newsroom decides about its audits: configuration, acknowledgements, a baseline.

Nothing here changes what an article shows, only what is asked of it: shares stay as they are.
"""
