"""Read a plain call of ``auditor check`` without typer.

Importing typer and describing the commands to it takes as long as auditing a dozen
articles.  So ``check`` with complete, separate options is read here; whatever else there is
(help, short options run together, an unknown option, a missing value) is left to typer,
which also words the errors.  A test holds the two readings against each other.
"""

from __future__ import annotations

from collections.abc import Sequence

from auditor.cli.options import CheckOptions, build

_FLAGS: dict[str, tuple[str, bool]] = {
    "--no-config": ("no_config", True),
    "--exit-zero": ("exit_zero", True),
    "--allow-empty": ("allow_empty", True),
    "--force-exclude": ("force_exclude", True),
    "--readability": ("readability", True),
    "--no-readability": ("readability", False),
    "-q": ("quiet", True),
    "--quiet": ("quiet", True),
    "-v": ("verbose", True),
    "--verbose": ("verbose", True),
}
_LISTS = {f"--{name}": name.replace("-", "_") for name in
          ("rules", "pack", "no-pack", "include", "exclude")}  # fmt: skip
_VALUES = {f"--{name}": name.replace("-", "_") for name in
           ("format", "output", "max-single-party", "max-unsourced", "fail-on", "jobs",
            "encoding", "stdin-filename", "color", "config", "baseline")
           } | {"-o": "output", "-f": "format", "-j": "jobs"}  # fmt: skip


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
        elif word == "-" or not word.startswith("-"):
            paths.append(word)
        elif word in _FLAGS:
            name, flag = _FLAGS[word]
            raw[name] = flag
        else:
            option, equals, value = word.partition("=")
            if not equals:
                value = next(words, "")
            if not value or value.startswith("-") or (equals and not option.startswith("--")):
                return None
            if option in _VALUES:
                raw[_VALUES[option]] = value
            elif option in _LISTS:
                several = raw.setdefault(_LISTS[option], [])
                assert isinstance(several, list)
                several.append(value)
            else:
                return None
    return build({"paths": paths, **raw})
