"""Settings of all tests."""

import os

from hypothesis import settings

# Without a reader, unless a test asks for one: the figures are the same wherever tests run.
os.environ["AUDITOR_READER"] = "none"

# How long one example takes says nothing on a machine that does other things too.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
