"""``auditor serve``: the audit over HTTP, for content systems, editors and the page at ``/``.

``app`` answers requests, ``guard`` says who may ask, ``pool`` keeps the processes that audit and
``answers`` is what they do.  What is sent is held in memory while it is audited: nothing of it is
logged, written or sent on.
"""
