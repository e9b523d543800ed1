"""Read a plain call of ``auditor check`` without typer.

Importing typer and describing the commands to it takes as long as auditing a dozen
articles.  So ``check`` with complete, separate options is read here; whatever else there is
(help, short options run together, an unknown option, a missing value) is left to typer,
which also words the errors.  A test holds the two readings against each other.
"""

from __future__ import annotations

from collections.abc import Sequence

from auditor.cli.commands import CHECK
from auditor.cli.options import CheckOptions, Option, check_options, checked

# By each way to write it: the option, and what it means where it is a flag.
_OPTIONS: dict[str, tuple[Option, bool]] = {
    flag: (option, on)
    for option in CHECK.options
    for on, flags in zip((True, False), option.flags.split("/"), strict=False)
    for flag in flags.split(" ")
}


def parse(argv: Sequence[str]) -> CheckOptions | None:
    """Return the options of a plain ``check``; None where typer has to look."""
    if argv[:1] != ["check"]:
        return None
    raw: dict[str, str | bool | list[str] | None] = {}
    paths: list[str] = []
    words = iter(argv[1:])
    for word in words:
        if word == "--":
            paths += words
            continue
        if word == "-" or not word.startswith("-"):
            paths.append(word)
            continue
        flag, equals, value = word.partition("=")
        option, on = _OPTIONS.get(flag, (None, False))
        if option is None or (equals and (not flag.startswith("--") or not option.metavar)):
            return None
        if not option.metavar:
            raw[option.name] = on
            continue
        if not equals:
            value = next(words, "")
        if not value or value.startswith("-"):
            return None
        if option.many:
            several = raw.setdefault(option.name, [])
            assert isinstance(several, list)
            several.append(value)
        else:
            raw[option.name] = value
    return check_options(checked(CHECK.options, {"paths": paths, **raw}))
