"""The audit while somebody writes: a language server over standard input and output.

``server`` speaks the protocol, ``told`` turns an audit into what editors show, ``actions`` into
what they offer to do.  Nothing here decides anything about an article.
"""

from __future__ import annotations

from auditor.errors import UsageError

try:
    import pygls as pygls
except ImportError:
    hint = "pip install 'attribution-auditor[lsp]'"
    raise UsageError(f"auditor lsp needs pygls: {hint}") from None
