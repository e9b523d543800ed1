"""What a command can be asked for: each option and each check of a value, defined once.

typer (``app``), the quick reading of a plain ``check`` (``quick``) and the completion of
shells (``complete``) all go by these; ``commands`` says which command has which.
"""

import codecs
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from auditor.dates import day
from auditor.desk import values
from auditor.errors import UsageError
from auditor.headline import MEASURES
from auditor.model import Severity, Status
from auditor.readers import NAMES as READERS
from auditor.reports import names
from auditor.run import Limits

Raw = Mapping[str, str | bool | list[str] | None]  # by the names of options, as typed


class CheckOptions(NamedTuple):
    """A checked call of ``auditor check``, or of a command that audits in the same way."""

    paths: tuple[str, ...] = ()
    format: str = "text"
    output: str | None = None
    rules: tuple[str, ...] = ()
    pack: tuple[str, ...] = ()
    no_pack: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    limits: Limits = Limits()
    exit_zero: bool = False
    allow_empty: bool = False
    allow_unaudited: bool = False
    force_exclude: bool = False
    readability: bool | None = None
    jobs: int = 0
    encoding: str | None = None
    stdin_filename: str | None = None
    color: str = "auto"
    quiet: bool = False
    verbose: bool = False
    config: str | None = None
    no_config: bool = False
    baseline: str | None = None
    server: str | None = None
    corrections: bool = False
    fixed: frozenset[str] = frozenset()  # the limits that the command line sets
    reader: str | None = None
    reader_url: str | None = None
    reader_model: str | None = None
    reader_cache: str | None = None


class Option(NamedTuple):
    """An option, or an argument where ``flags`` has no dash.

    ``check`` turns the text of a value, with the option's name for complaints, into what
    commands work with.  Without ``metavar`` the option is a flag.
    """

    flags: str  # "--format -f", "--readability/--no-readability", "paths"
    help: str
    metavar: str = ""
    many: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()
    check: Callable[[str, str], object] | None = None
    offered: str = ""  # the function of ``complete`` that lists values, where no choices do

    @property
    def name(self) -> str:
        """The name under which commands get the value."""
        return self.flags.split(" ")[0].partition("/")[0].lstrip("-").replace("-", "_")

    def value(self, given: str | bool | list[str]) -> object:
        """Return the checked value; raise UsageError with one line."""
        if isinstance(given, bool):
            return given
        if isinstance(given, list):
            return tuple(self._one(text) for text in given)
        return self._one(given)

    def _one(self, text: str) -> object:
        flag = self.flags.split(" ")[0]
        if self.choices:
            choice(text, flag, self.choices)
        return self.check(text, flag) if self.check else text


def checked(options: Iterable[Option], raw: Raw) -> dict[str, Any]:
    """Return the values that were given, checked; raise UsageError with one line."""
    given = {name: value for name, value in raw.items() if value is not None}
    for one, other, short in (("quiet", "verbose", "-q and -v"), ("config", "no_config", "")):
        if given.get(one) and given.get(other):
            raise UsageError(f"{short or '--config and --no-config'} exclude each other")
    return {o.name: o.value(given[o.name]) for o in options if o.name in given}


def check_options(given: Mapping[str, Any]) -> CheckOptions:
    """Return checked values as the call that they make."""
    limits = {_LIMITS[name]: value for name, value in given.items() if name in _LIMITS}
    others = {name: value for name, value in given.items() if name not in _LIMITS}
    fixed = frozenset(limits)
    limits["allow_unaudited"] = others.get("allow_unaudited", False)
    return CheckOptions(limits=Limits(**limits), fixed=fixed, **others)


def choice(text: str, option: str, allowed: tuple[str, ...]) -> str:
    """Return ``text`` if it is one of ``allowed``."""
    if text not in allowed:
        from difflib import get_close_matches

        close = get_close_matches(text, allowed, 1)
        hint = f"did you mean {close[0]}?" if close else f"choose {_either(allowed)}"
        raise UsageError(f"{option} {text}: no such value; {hint}")
    return text


def _either(words: tuple[str, ...]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _share(text: str, option: str) -> float:
    value = values.share(text)
    if value is None:
        raise UsageError(f"{option} {text}: write a share as 40% or 0.4")
    return value


def _number(of: str, least: int = 0) -> Callable[[str, str], int]:
    def check(text: str, option: str) -> int:
        if not text.isascii() or not text.isdigit() or int(text) < least:
            also = f", {least} or more" if least else ""
            raise UsageError(f"{option} {text}: write a number of {of}{also}")
        return int(text)

    return check


def _positive(of: str) -> Callable[[str, str], float]:
    def check(text: str, option: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = 0.0
        if not 0 < value < float("inf"):
            raise UsageError(f"{option} {text}: write a number of {of}")
        return value

    return check


def _groups(text: str, option: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    if len(names) > 2 or len(set(names)) < len(names) or not set(names) <= set(_GROUPS):
        raise UsageError(f"{option} {text}: write one or two of {', '.join(_GROUPS)}")
    return names


def _seconds(text: str, option: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not _SHORTEST <= value <= 3600:
        raise UsageError(f"{option} {text}: write a number of seconds, {_SHORTEST} or more")
    return value


def _date(text: str, option: str) -> str:
    until = day(text)
    if until is None:
        raise UsageError(f"{option} {text}: write a date such as 2027-06-30")
    return until


def _encoding(text: str, option: str) -> str:
    if text == "auto":
        return text
    try:
        codecs.lookup(text)
    except (LookupError, ValueError):
        raise UsageError(f"{option} {text}: no such text encoding") from None
    return text


def _severity(text: str, option: str) -> Severity | None:
    return None if text == "never" else Severity(text)


_LIMITS = {**{m.option.replace("-", "_"): m.field for m in MEASURES}, "fail_on": "fail_on"}
_SHORTEST = 0.05  # seconds between two looks
_SEVERITIES = (*(severity.value for severity in Severity), "never")


def format(*allowed: str, offers: str = "") -> Option:
    """Return the option ``--format`` of a command that knows these formats."""
    told = offers or "Default: text."
    return Option("--format -f", told, "FORMAT" if offers else "|".join(allowed), choices=allowed)


FORMAT = format(*names(), offers=f"{', '.join(names())}. Default: text.")
OUTPUT = Option("--output -o", "Write to a file.", "FILE")
MAX_SINGLE_PARTY = Option(
    "--max-single-party",
    "Fail an article when more of its content rests on unverified single-party claims, "
    "for example 40%.",
    "SHARE", check=_share,
)  # fmt: skip
MAX_ONE_PARTY = Option(
    "--max-one-party",
    "Fail an article when more of its content rests on single parties' word, claims and positions.",
    "SHARE", check=_share,
)  # fmt: skip
MAX_SINGLE_PARTY_LOW = Option(
    "--max-single-party-low",
    "Fail an article only when the lower end of the interval of unverified claims is over this.",
    "SHARE", check=_share,
)  # fmt: skip
MAX_UNSOURCED = Option(
    "--max-unsourced",
    "Fail an article when more of its content names no source at all (reportedly, it is believed).",
    "SHARE", check=_share,
)  # fmt: skip
FAIL_ON = Option(
    "--fail-on", "Fail on findings at or above this severity. Default: error.",
    "|".join(_SEVERITIES), choices=_SEVERITIES, check=_severity,
)  # fmt: skip
EXIT_ZERO = Option("--exit-zero", "Exit with 0 although the gate has tripped.")
RULES = Option("--rules", "Add a rule pack or a folder. Repeatable.", "PATH", many=True)
PACK = Option("--pack", "Use only this pack. Repeatable.", "ID", many=True)
NO_PACK = Option("--no-pack", "Leave this pack out. Repeatable.", "ID", many=True)
INCLUDE = Option(
    "--include", "In folders, take the files that match. Repeatable.", "GLOB", many=True
)
EXCLUDE = Option(
    "--exclude", "In folders, leave out what matches. Repeatable.", "GLOB", many=True
)  # fmt: skip
FORCE_EXCLUDE = Option("--force-exclude", "Leave out files that are named, too.")
CONFIG = Option("--config", "Use this configuration, not the nearest auditor.yaml.", "FILE")
NO_CONFIG = Option("--no-config", "Use no configuration.")
CORRECTIONS = Option(
    "--corrections", "Let corrections beside articles count although a limit is set here."
)
BASELINE = Option("--baseline", "Let only findings that are not in it trip the gate.", "FILE")
STDIN_FILENAME = Option(
    "--stdin-filename", "What standard input is called; tells its format.", "NAME"
)
ENCODING = Option(
    "--encoding", "Of files that are not UTF-8, for example cp1252; auto takes the likeliest.",
    "NAME", check=_encoding,
)  # fmt: skip
ALLOW_EMPTY = Option("--allow-empty", "A folder without articles is no error.")
ALLOW_UNAUDITED = Option(
    "--allow-unaudited",
    "What is too short, not English or not surely the article is no error.",
)
READABILITY = Option(
    "--readability/--no-readability",
    "Measure readability, too. Default: in the text report only.",
)
JOBS = Option(
    "--jobs -j", "Processes. Default: as many as help.", "N",
    check=_number("processes, 0 for as many as help"),
)  # fmt: skip
COLOR = Option(
    "--color", "Default: auto.", "auto|always|never", choices=("auto", "always", "never")
)
QUIET = Option("--quiet -q", "The least that tells.")
VERBOSE = Option("--verbose -v", "Cut no list.")
READER = Option(
    "--reader",
    "What reads passages beside the rules. Default: small where it is installed, else none.",
    "|".join(READERS), choices=READERS,
)  # fmt: skip
READER_URL = Option(
    "--reader-url", "Of openai: a server with OpenAI's chat protocol, up to /v1.", "URL"
)
READER_MODEL = Option("--reader-model", "Of openai: the model that is asked.", "NAME")
READER_CACHE = Option("--reader-cache", "Of openai: the file that keeps its answers.", "FILE")
PARTY = Option("--party", "Only of this party. Repeatable.", "NAME", many=True, offered="parties")
STATUS = Option(
    "--status", "Only this status, or unverified for the four in the share. Repeatable.",
    "STATUS", many=True, check=lambda text, option: choice(
        text.replace("-", "_"), option, ("unverified", *Status)
    ), offered="statuses",
)  # fmt: skip
CORRECT_TO = Option(
    "--status", "What the passage is, such as position or independent.", "STATUS",
    check=lambda text, option: choice(text.replace("-", "_"), option, tuple(Status)),
    offered="statuses",
)  # fmt: skip
COUNTS_AS = Option(
    "--counts-as", "The party whose word it is.", "PARTY", offered="parties"
)  # fmt: skip
REASON = Option("--reason", "Why.", "TEXT", required=True)
BY = Option("--by", "Who says so. Default: the name of the user.", "NAME")
UNTIL = Option("--until", "The last day it holds, such as 2027-06-30.", "DATE", check=_date)
EXPORT = Option(
    "--export", "Write the passages that people corrected in DIR to this folder, annotated.", "TO"
)
MIN_WORDS = Option("--min-words", "Only claims of so many words.", "N", check=_number("words"))
FAIL_ON_WORSE = Option(
    "--fail-on-worse", "Exit with 1 if a share rose by 0.5 points or more, or a finding is new."
)
INTERVAL = Option(
    "--interval", "How often to look. Default: 0.5.", "SECONDS", check=_seconds
)  # fmt: skip
SERVER = Option(
    "--server", "Let this auditor serve audit the files: the same report, sooner.", "URL"
)  # fmt: skip
HOST = Option(
    "--host", "Address to listen at. Default: 127.0.0.1; others need a token in AUDITOR_TOKEN.",
    "ADDRESS",
)  # fmt: skip
PORT = Option("--port", "Default: 8765; 0 takes a free one.", "N", check=_number("a port"))
WORKERS = Option(
    "--workers", "Processes that audit. Default: one for each core, 4 at most.", "N",
    check=_number("processes, 0 for the default"),
)  # fmt: skip
QUEUE = Option(
    "--queue", "Requests that may wait for a process. Default: 256.", "N",
    check=_number("requests"),
)  # fmt: skip
PER_CLIENT = Option(
    "--per-client", "Requests of one address at once. Default: 0, as many as fit.", "N",
    check=_number("requests, 0 for as many as fit"),
)  # fmt: skip
TIMEOUT = Option(
    "--timeout", "For one audit. Default: 30.", "SECONDS", check=_seconds
)  # fmt: skip
MAX_BYTES = Option(
    "--max-bytes", "Of one request. Default: 16000000.", "N", check=_number("bytes")
)  # fmt: skip
ALLOW_ORIGIN = Option(
    "--allow-origin", "Let pages of this origin ask, for example https://cms.example.org. "
    "Repeatable.", "ORIGIN", many=True,
)  # fmt: skip
ORIGIN = Option("--origin", "Say of each setting where it stands.")
KIND = Option("--kind", "Only rules of this kind, such as cue.", "KIND")
LIMIT = Option(
    "--limit", "Rows of the lists of misses. Default: 10.", "N", check=_number("rows")
)  # fmt: skip
FOLDER = Option("--output -o", "The folder of the tables.", "FOLDER", required=True)
_GUESSED = "Default: by the usual names."
TEXT_COLUMN = Option("--text-column", f"Of tables: the article. {_GUESSED}", "NAME")
TITLE_COLUMN = Option("--title-column", f"Its headline. {_GUESSED}", "NAME")
ID_COLUMN = Option("--id-column", f"What tells it from others. {_GUESSED}", "NAME")
DATE_COLUMN = Option("--date-column", f"When it was published. {_GUESSED}", "NAME")
OUTLET_COLUMN = Option("--outlet-column", f"Who published it. {_GUESSED}", "NAME")
URL_COLUMN = Option("--url-column", f"Where it was published. {_GUESSED}", "NAME")
TABLE = Option("--table", "Of a database. Default: the one with articles.", "NAME")
LIMIT_ARTICLES = Option(
    "--limit", "Audit so many articles, and leave the rest to the next run.", "N",
    check=_number("articles", 1),
)  # fmt: skip
RATE = Option("--rate", "Articles a second at most.", "N", check=_positive("articles a second"))
PART_SIZE = Option(
    "--part-size", "Articles of a file. Default: 5000; a folder keeps what it began with.", "N",
    check=_number("articles", 1),
)  # fmt: skip
PRUNE = Option("--prune", "Remove what SOURCE does not hold any more.")
MAX_SECONDS = Option(
    "--max-seconds", "For one article. Default: 60.", "SECONDS", check=_positive("seconds")
)  # fmt: skip
MAX_LETTERS = Option(
    "--max-letters", "Of one article. Default, and most: 1000000.", "N",
    check=_number("letters", 1),
)  # fmt: skip
_GROUPS = ("outlet", "party", "topic", "month")
GROUPED_BY = Option(
    "--by", "Only by these, one or two of outlet, party, topic and month: outlet,month.",
    "NAME[,NAME]", check=_groups,
)  # fmt: skip
ENGINE = Option(
    "--engine", "What audits: processes of this machine, or a Dask cluster. Default: processes.",
    "processes|dask", choices=("processes", "dask"),
)  # fmt: skip
SCHEDULER = Option(
    "--scheduler", "Of the cluster. Default: a cluster on this machine.", "tcp://HOST:PORT"
)  # fmt: skip
CLASSES = Option("--classes", "Print the recall by class, as Markdown tables.")
CORPUS = Option("--corpus", "The corpus, for what is written.", "NAME")
WRITE_TABLE = Option(
    "--write-table", "Write the measured precision of the rules as a table.", "FILE"
)
WRITE_DOCS = Option("--write-docs", "Refresh the section of the corpus in this page.", "FILE")
