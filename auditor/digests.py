"""SHA-256 and BLAKE2 without what ``hashlib`` loads besides: a twentieth of the start-up.

The functions are those that ``hashlib`` itself uses where it has no OpenSSL.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import blake2b as blake2b
    from hashlib import sha256 as sha256
else:
    try:
        from _sha2 import sha256
    except ImportError:  # before Python 3.12
        try:
            from _sha256 import sha256
        except ImportError:  # a Python that was built without them
            from hashlib import sha256

    try:
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b  # noqa: F401


def fingerprint(*parts: str) -> str:
    """Return 16 hexadecimal digits by which to know something again that has these parts."""
    return sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:16]
