"""Words from files, made safe to print where somebody or something might obey them.

A terminal obeys controls and direction overrides.  A pipeline obeys ``##[command]`` wherever
it stands and ``::command`` at the start of a line, on either stream.
"""

from __future__ import annotations

import re
import unicodedata

from auditor.patterns import late

# Controls, invisible characters, lone surrogates, what Unicode has not given out or keeps private.
_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_BRACKETED = late(r"##(?=[\w.-]*\[)")  # ##[command] ##vso[command ##teamcity[command
_LEADING = late(r"^([^\S\n]*):(?=:)", re.MULTILINE)
_LONGEST = 2000  # characters of a line that is not an article's


def printable(text: str) -> str:
    """Return ``text`` on one line without anything that a terminal or a pipeline might obey.

    Blanks and line ends become one blank; invisible characters go, controls show as U+FFFD.
    """
    line = " ".join(text.split())
    if not (line.isascii() and line.isprintable()):
        line = "".join(map(_shown, line))
    return unbracketed(line)


def unbracketed(text: str) -> str:
    """Return ``text`` with ``##[`` and its like taken apart."""
    return _BRACKETED.sub("## ", text) if "##" in text else text


def unled(text: str) -> str:
    """Return ``text`` with no line that begins with two colons."""
    return _LEADING.sub(r"\1: ", text) if "::" in text else text


def calm(text: str) -> str:
    """Return ``text``, its lines and their indents kept, as it can go to any stream."""
    return unled(unbracketed("\n".join(map(_line, text.split("\n")))))


def _line(line: str) -> str:
    if len(line) > _LONGEST:
        line = f"{line[:_LONGEST]}… ({len(line) - _LONGEST:,} characters more)"
    return line if line.isprintable() else "".join(map(_shown, line))


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":  # zero-width characters, direction overrides
        return ""
    return "\ufffd" if category in _HIDDEN else character


def named(path: str) -> str:
    """Return a file's name as reports give it; no other name is written like it.

    What is no character, or none that is to be seen, is escaped as in ``caf\\xe9``.
    """
    if path.isprintable() and "\\" not in path:
        return path
    return "".join(map(_escaped, path))


def _escaped(character: str) -> str:
    if character == "\\":
        return "\\\\"
    if character.isprintable():
        return character
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is no UTF-8
        return f"\\x{code - 0xDC00:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
