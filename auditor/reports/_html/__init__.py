"""The parts of the HTML report: what is shown (Python), and how (templates, style, script).

``article.html`` and ``page.html`` are Jinja2 templates with autoescape on; nothing in
them marks a value as safe but the style and the script of this folder.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup as Markup

from auditor.reports._html.shown import guarded, unobeyed

_HERE = Path(__file__).parent


@cache
def template(name: str) -> Template:
    """Return the template of this folder called ``name``."""
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        finalize=guarded,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(name)


def render(page: str, /, **values: object) -> str:
    """Return the template called ``page``, filled."""
    told = template(page).render(values)
    return unobeyed(told.replace("\r\n", "\n").replace("\r", "\n"))


@cache
def asset(name: str) -> str:
    """Return the text of the style or the script."""
    return (_HERE / name).read_text(encoding="utf-8")


def source_hash(text: str) -> str:
    """Return the hash by which a content security policy admits an inline style or script."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def rule_anchor(rule: str) -> str:
    """Return the id of what a page says about a rule; no other rule has it."""
    return f"rule-{hashlib.sha256(rule.encode('utf-8', 'replace')).hexdigest()[:8]}"


def anchor(path: str) -> str:
    """Return the prefix of all ids of an article: the same wherever it is rendered."""
    return "a" + hashlib.sha256(path.encode("utf-8", "replace")).hexdigest()[:8]
