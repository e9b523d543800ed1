"""The garbage collector, for programs of ours that load rules, audit and end."""

from __future__ import annotations

import gc

_SELDOM = 100_000  # objects; one article makes some thousands, and none of them in circles


def keep_all_loaded() -> None:
    """Let the collector pass over all that is loaded by now, and look seldom.

    Rules are some hundred thousand objects that live as long as the program.  To go
    through them again and again takes a twentieth of an audit and finds nothing.
    """
    gc.freeze()
    gc.set_threshold(_SELDOM)
    gc.enable()
