"""Regular expressions that most articles do without: compiled when the first one asks."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Late:
    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, value)  # the next time it is found without a question
        return value


def late(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return the pattern that ``re.compile`` would return, at no cost until it is used.

    An error in ``source`` shows no sooner.
    """
    return cast(re.Pattern[AnyStr], _Late(source, flags))
