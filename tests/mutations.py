"""Files spoiled at random: bytes changed, tags lost, doubled or moved."""

from __future__ import annotations

import io
import os
import random
import re
import zipfile

import pytest
from containers import zipped

from auditor.errors import ReadError
from auditor.formats import read_bytes

TRIES = int(os.environ.get("AUDITOR_MUTATIONS", "60"))  # 2000 before a release
_TOKEN = re.compile(rb"""<[^<>]*>|[{}\[\]",:\\]|[^<>{}\[\]",:\\]+|[<>]""")


def survives(data: bytes, path: str) -> None:
    """Read spoiled copies of a file: each is a document, or one clear line of what is wrong."""
    dice = random.Random(path)
    for _ in range(TRIES):
        spoiled = _spoiled(data, dice)
        try:
            document = read_bytes(spoiled, path)
        except ReadError as error:
            assert str(error).startswith(f"{path}: ")
            assert "\n" not in str(error)
        except Exception as error:
            pytest.fail(f"{type(error).__name__}: {error}; of {spoiled!r:.2000}")
        else:
            assert len(document.plain) == len(document.text)
            ends = [0]
            for block in document.blocks:
                assert ends[-1] <= block.start < block.end <= len(document.text)
                ends.append(block.end)


def _spoiled(data: bytes, dice: random.Random) -> bytes:
    if not data.startswith(b"PK") or dice.random() < 0.2:
        return _changed(data, dice)
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        parts = {name: container.read(name) for name in container.namelist()}
    name = dice.choice([name for name, part in parts.items() if len(part) > 50])
    parts[name] = _changed(parts[name], dice)
    return zipped(parts)


def _changed(data: bytes, dice: random.Random) -> bytes:
    if dice.random() < 0.4:
        return _bytes_changed(bytearray(data), dice)
    tokens = _TOKEN.findall(data)
    for _ in range(dice.randint(1, 4)):
        at, other = dice.randrange(len(tokens)), dice.randrange(len(tokens))
        match dice.randrange(4):
            case 0:
                tokens[at] = b""
            case 1:
                tokens[at] *= dice.randint(2, 5)
            case 2:
                tokens[at], tokens[other] = tokens[other], tokens[at]
            case _:
                tokens[at] = tokens[other]
    return b"".join(tokens)


def _bytes_changed(data: bytearray, dice: random.Random) -> bytes:
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(data) or 1)
        match dice.randrange(4):
            case 0:
                data[at : at + 1] = dice.randbytes(1)
            case 1:
                del data[at : at + dice.randint(1, 40)]
            case 2:
                data[at:at] = dice.randbytes(dice.randint(1, 8))
            case _:
                data[at:at] = data[at : at + dice.randint(1, 60)]
    return bytes(data)
