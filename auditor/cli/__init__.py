"""The command line: arguments in, exit code out, whatever happens in between.

``options`` says what can be asked for, ``commands`` of what; ``app`` describes both to typer,
``quick`` reads the plain calls without it, and a module for each command does the work.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from auditor.cli.codes import Code
from auditor.errors import AuditorError


def run(argv: Sequence[str]) -> int:
    """Run the command that ``argv`` asks for and return the exit code of the contract."""
    try:
        code = _dispatch(argv)
        sys.stdout.flush()
        return code
    except AuditorError as error:
        _say(str(error))
        return Code.USAGE
    except KeyboardInterrupt:
        _say("interrupted")
        return Code.INTERRUPTED
    except BrokenPipeError:
        _close_quietly()
        return Code.OK
    except OSError as error:
        if error.filename is None and error.errno is not None:  # not about a file we opened
            _say(f"standard output: {error.strerror}")
            _close_quietly()
            return Code.USAGE
        return _failed(error, argv)
    except Exception as error:
        return _failed(error, argv)


def _failed(error: Exception, argv: Sequence[str]) -> int:
    """Tell an error of this program."""
    _say(f"internal error: {type(error).__name__}: {error}")
    if "-v" in argv or "--verbose" in argv:
        from traceback import format_exc

        _say(format_exc().rstrip())
    else:
        _say("run again with -v for the traceback, and please report it")
    return Code.INTERNAL


def _dispatch(argv: Sequence[str]) -> int:
    from auditor.cli.named import unmistaken
    from auditor.cli.quick import parse

    argv = unmistaken(argv)
    options = parse(argv)
    if options is not None:
        from auditor.cli.check import check

        return check(options)
    from auditor.cli.app import call

    return call(argv)


def _say(message: str) -> None:
    from auditor.cli.terminal import say

    say(message)


def _close_quietly() -> None:
    """Let the interpreter's last flush go nowhere: the reader of our output has left."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
