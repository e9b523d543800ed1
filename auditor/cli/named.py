"""Files whose names look like options: tools such as pre-commit hand them over as they are.

Whoever can add a file to a repository could otherwise set an option of the call.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from auditor.cli.terminal import say
from auditor.errors import UsageError
from auditor.headline import MEASURES

# Without these a call would ask for less, or something else: they are never taken for files.
_KEPT = (*(f"--{measure.option}" for measure in MEASURES), "--fail-on", "--config", "--no-config",
         "--include", "--rules", "--encoding", "--stdin-filename")  # fmt: skip


def unmistaken(argv: Sequence[str]) -> Sequence[str]:
    """Return the call with the names of files that look like options told apart from them.

    Raises UsageError where one may be meant as a limit, a configuration or the like.
    """
    end = argv.index("--") if "--" in argv else len(argv)
    mistaken = [at for at in range(1, end) if _is_file(argv[at])]
    if not mistaken:
        return argv
    words = list(argv)
    for at in mistaken:
        word = words[at]
        if word.partition("=")[0] in _KEPT:
            raise UsageError(f"{word} is an option and the name of a file: write -- before files")
        say(f"{word}: taken for the file of this name; -- before the files leaves no doubt")
        words[at] = f"./{word}"
    return words


def _is_file(word: str) -> bool:
    """Whether a word looks like an option and a file of this name is there."""
    try:
        return word[:1] == "-" and word != "-" and os.path.lexists(word)
    except ValueError:  # a NUL in it
        return False
