"""SHA-256 without what ``hashlib`` loads for every other digest: a twentieth of the start-up.

The functions are those that ``hashlib`` itself uses where it has no OpenSSL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import sha256 as sha256
else:
    try:
        from _sha2 import sha256
    except ImportError:  # before Python 3.12
        try:
            from _sha256 import sha256
        except ImportError:  # a Python that was built without them
            from hashlib import sha256  # noqa: F401
