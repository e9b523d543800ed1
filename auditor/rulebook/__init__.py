"""What the rules and statuses mean, for ``auditor explain`` and for the pages of the rules."""
