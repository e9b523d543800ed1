"""The commands: what each is called, what it can be asked for, and where it is done.

To add one, write its function in a module of its own and its line here.  The function gets
what was given on the command line as keyword arguments, checked.  Nothing is imported
before it is called.
"""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

from auditor.cli import options as o
from auditor.cli.options import Option, Raw, checked


class Command(NamedTuple):
    """A command; ``done`` is the function that does it, ``module:function`` of ``auditor.cli``."""

    name: str  # "check", "rules list"
    done: str
    help: str
    options: tuple[Option, ...]  # its arguments first
    brief: str = ""  # in the list of commands, where it is not how ``help`` begins
    fixed: tuple[str, ...] = ()  # what its function gets before what is given

    def run(self, raw: Raw) -> int:
        """Do it; raise UsageError for a value that cannot be."""
        module, _, function = self.done.partition(":")
        given = checked(self.options, raw)
        code: int = getattr(import_module(f"auditor.cli.{module}"), function)(*self.fixed, **given)
        return code


# Of commands that have commands.
GROUPS = {
    "rules": "Look at rule packs and test them.",
    "schema": "Print the schemas of the machine formats.",
    "config": "Look at the configuration.",
    "reader": "Ask a model of your own by batches, over night or by another road.",
    "archive": "Audit articles by the million, from tables and folders to tables.",
    "baseline": "Record the findings there are: only new ones count.",
}

_RULES = (o.RULES, o.CONFIG, o.NO_CONFIG)
_ARTICLES = Option(
    "paths", "Articles and folders, or - for standard input.", "PATH...", many=True, required=True
)
_PLACE = Option("path", "A pack or a folder of packs, with the built-in ones.", "[PATH]")
_KNOWN = "Default: what the configuration names, else auditor-baseline.json."
_TABLES = o.format("text", "json", "csv")
_READER = (o.READER, o.READER_URL, o.READER_MODEL, o.READER_CACHE)
_LISTED = (_TABLES, o.OUTPUT, *_RULES, o.ENCODING, o.STDIN_FILENAME, *_READER, o.COLOR)

CHECK = Command(
    "check", "check:called",
    """Audit articles and print what they rest on.

    Exit codes: 0 nothing at or above the gate, 1 the gate tripped, 2 wrong call or rule
    pack, 3 some input could not be read or not be audited, 4 internal error, 130 interrupted.
    """,
    (
        Option("paths", "Files, folders, or - for standard input.", "[PATHS...|-]", many=True),
        o.FORMAT, o.OUTPUT._replace(help="Write the report to a file."), o.MAX_SINGLE_PARTY,
        o.MAX_SINGLE_PARTY_LOW, o.MAX_ONE_PARTY, o.MAX_UNSOURCED, o.FAIL_ON, o.EXIT_ZERO,
        o.RULES, o.PACK, o.NO_PACK, o.INCLUDE, o.EXCLUDE,
        o.FORCE_EXCLUDE, o.CONFIG, o.NO_CONFIG, o.BASELINE, o.CORRECTIONS, o.STDIN_FILENAME,
        o.ENCODING, o.ALLOW_EMPTY, o.ALLOW_UNAUDITED, o.READABILITY, *_READER, o.JOBS, o.SERVER,
        o.COLOR,
        o.QUIET._replace(help="Only what fails."),
        o.VERBOSE._replace(help="Everything, and tracebacks."),
    ),
)  # fmt: skip
COMMANDS = (
    CHECK,
    Command(
        "claims", "listings:claims",
        "List what an article states on somebody's word, with the status of each claim.",
        (_ARTICLES, o.PARTY._replace(help="Only the claims of this party. Repeatable."), o.STATUS,
         o.MIN_WORDS, *_LISTED),
        "List what an article states on somebody's word.",
    ),
    Command(
        "sources", "listings:sources",
        "List who is heard in an article: parties, their sources, the words that rest on each.",
        (_ARTICLES, o.PARTY._replace(help="Only the sources of this party. Repeatable."), *_LISTED),
        "List who is heard in an article.",
    ),
    Command(
        "diff", "drafts:diff",
        """Say what changed between two drafts: shares, sources, claims, findings.

        Of two folders, the articles with the same path are compared.

        Exit codes: 0 compared, 1 worse and --fail-on-worse, 2 wrong call, 3 a draft that cannot
        be read.
        """,
        (
            Option("old", "The earlier draft or folder, or -.", "OLD", required=True),
            Option("new", "The later draft or folder, or -.", "NEW", required=True),
            o.format("text", "json", "html"), o.OUTPUT, o.FAIL_ON_WORSE, *_RULES, o.ENCODING,
            o.COLOR, o.QUIET, o.VERBOSE,
        ),
        "Say what changed between two drafts.",
    ),
    Command(
        "correct", "correct:correct",
        """Decide on a passage in place of the program: the article's file beside it says so.

        It changes the status of the passage and the share, and every report tells of it, with
        who and why and what the program had decided.
        """,
        (
            Option(
                "place", "Or FILE:LINE:COLUMN, where a line has several.", "FILE:LINE",
                required=True,
            ),
            o.REASON, o.CORRECT_TO, o.COUNTS_AS, o.BY, o.UNTIL, *_RULES, o.ENCODING,
        ),
        "Decide on a passage in place of the program.",
    ),
    Command(
        "explain", "explained:explain",
        "Say what a rule looks for and why, or what a status means, and what to do about it.",
        (
            Option(
                "what", "For example loaded-verb, cues-speech/say, or contested.", "RULE|STATUS",
                required=True, offered="explained",
            ),
            *_RULES,
        ),
        "Say what a rule or a status means, and what to do.",
    ),
    Command(
        "watch", "watch:watch",
        "Audit again whenever an article is saved, and say what changed. Ctrl-C ends it.",
        (
            Option("paths", "Files and folders.", "PATH...", many=True, required=True),
            o.format("text", "compact"), o.INTERVAL,
            o.MAX_SINGLE_PARTY._replace(help="The limit to hold articles against."),
            *_RULES, o.ENCODING, o.COLOR, o.QUIET, o.VERBOSE,
        ),
        "Audit again whenever an article is saved.",
    ),
    Command(
        "serve", "serve:serve",
        """Audit over HTTP: a page for editors, JSON for programs. Ctrl-C ends it.

        Exit codes: 0 stopped, 2 wrong call or rule pack, or an address that cannot be had.
        """,
        (
            o.HOST, o.PORT, o.WORKERS, o.QUEUE, o.PER_CLIENT, o.TIMEOUT, o.MAX_BYTES,
            o.ALLOW_ORIGIN, *_RULES, o.PACK, o.NO_PACK, o.BASELINE, *_READER,
        ),
        "Audit over HTTP: a page for editors, JSON for programs.",
    ),
    Command(
        "lsp", "lsp:lsp",
        """Serve an editor that speaks the Language Server Protocol, over standard input and output.

        The editor starts it; docs/lsp.md says how.
        """,
        (o.RULES, o.CONFIG, o.NO_CONFIG, o.READER._replace(help="Default: none.")),
        "Serve an editor: the audit while you write.",
    ),
    Command(
        "init", "configuration:init",
        """Write an auditor.yaml to start from, every setting in it explained and switched off.

        A file that is there is left alone, with exit code 2.
        """,
        (Option("folder", "Default: this one.", "[FOLDER]"),),
        "Write an auditor.yaml to start from.",
    ),
    Command(
        "evaluate", "evaluate:evaluate_folder",
        """Measure how well the audit agrees with people, over a folder they annotated.

        Exit codes: 0 measured, 2 wrong call or a folder of neither kind, 3 a broken annotation.
        """,
        (
            Option(
                "folder",
                "text/*.txt with attributions/*.ann (brat), or with gold/*.json (segments).",
                "DIR", required=True,
            ),
            o.format("text", "json"), o.LIMIT, o.CLASSES, o.CORPUS, o.WRITE_TABLE, o.WRITE_DOCS,
            o.EXPORT,
            o.RULES, o.PACK, o.NO_PACK,
        ),
        "Measure how well the audit agrees with people.",
    ),
    Command(
        "explain-match", "explain:explain_match",
        """Say why a rule did or did not fire in one place.

        Exit codes: 0 it fired, 1 it did not, 2 wrong call, or a file that cannot be read.
        """,
        (
            Option(
                "rule", "For example cues-speech/say.", "RULE", required=True, offered="rules"
            ),
            Option(
                "place", "Or FILE:LINE:COLUMN, for one sentence.", "FILE:LINE", required=True
            ),
            o.RULES,
        ),
    ),
    Command(
        "rules list", "rules:list_rules",
        "List all rules: kind, id, number of phrases, what for.", (o.RULES, o.KIND),
    ),
    Command(
        "rules show", "rules:show_rule",
        "Show one rule: why it exists, its phrases, its examples.",
        (
            Option(
                "id", "For example cues-speech/said.", "ID", required=True, offered="rules"
            ),
            o.RULES,
        ),
    ),
    Command(
        "rules test", "rules:test_rules",
        "Run the examples that the rules carry. Exits with 1 if one fails.", (_PLACE,),
    ),
    Command(
        "rules new-party", "newparty:new_party",
        """Ask for the names of a party, write them as a pack, and show what it changes.

        Questions go to standard error, answers come from standard input, one a line.
        """,
        (
            Option("paths", "Articles to show the changes of.", "[PATHS...]", many=True),
            o.OUTPUT._replace(help="The pack to write. Default: the party's name, .yaml."),
            *_RULES,
        ),
        "Ask for the names of a party and write a pack.",
    ),
    Command(
        "rules try", "tryout:try_rules",
        "Say what a sentence yields: who says what, for which party and why, by which pack.",
        (Option("text", "In quotation marks.", "SENTENCE", required=True), o.RULES),
    ),
    Command(
        "rules lint", "rules:lint_rules",
        "Find phrases that never count and conflicts with one side. "
        "Exits with 1 if there are any.", (_PLACE,),
    ),
    *(
        Command(f"schema {name}", "schema:show", f"Print the JSON Schema of {of}.", (), "", (name,))
        for name, of in (
            ("report", "the JSON report"),
            ("diff", "what auditor diff --format json prints"),
            ("diff-folders", "what auditor diff of folders --format json prints"),
            ("sources", "what auditor sources --format json prints"),
            ("claims", "what auditor claims --format json prints"),
            ("config", "auditor.yaml, for editors that check and complete it"),
        )
    ),
    Command(
        "config show", "configuration:show",
        "Print the settings that hold for an article, as the configuration would have them.",
        (
            Option("path", "Of an article or a folder. Default: this one.", "[PATH]"),
            o.ORIGIN, o.CONFIG, o.NO_CONFIG,
        ),
    ),
    Command(
        "reader export", "reader:export",
        "Write what a model would be asked about articles, in OpenAI's batch format.",
        (_ARTICLES, o.READER_MODEL, o.READER_CACHE._replace(help="Leave out what is kept in it."),
         o.OUTPUT, *_RULES, o.ENCODING, o.STDIN_FILENAME, o.QUIET),
    ),
    Command(
        "reader import", "reader:take_in",
        "Keep the answers of a batch, so that check --reader openai finds them.",
        (Option("path", "What the batch gave out.", "FILE", required=True),
         o.READER_CACHE._replace(help="Where to keep them.")),
    ),
    Command(
        "baseline write", "baselines:write",
        "Record the findings of the articles as known: they are listed and do not gate.",
        (
            Option("paths", "Files and folders. Default: this one.", "[PATHS...]", many=True),
            o.OUTPUT._replace(help=_KNOWN), *_RULES,
        ),
    ),
    Command(
        "baseline prune", "baselines:prune",
        "Take out of a baseline what is found no more, so that it cannot come back unseen.",
        (Option("path", _KNOWN, "[FILE]"), *_RULES),
    ),
    Command(
        "archive run", "archives:run",
        """Audit archives into the tables of a folder: what is new or changed since the last run.

        A run that ends anywhere goes on where it was when it is called again.

        Exit codes: 0 all audited, 2 wrong call or rule pack, 3 something could not be audited
        (table unreadable), 4 internal error, 130 interrupted.
        """,
        (
            Option(
                "paths", "CSV, JSONL, Parquet, SQLite, articles, folders, patterns for such.",
                "SOURCE...", many=True, required=True,
            ),
            o.FOLDER, o.TEXT_COLUMN, o.TITLE_COLUMN, o.ID_COLUMN, o.DATE_COLUMN, o.OUTLET_COLUMN,
            o.URL_COLUMN, o.TABLE, o.ENCODING, o.LIMIT_ARTICLES, o.RATE, o.PRUNE, o.PART_SIZE,
            o.MAX_SECONDS, o.MAX_LETTERS, o.ENGINE, o.SCHEDULER, o.JOBS, o.RULES, o.PACK,
            o.NO_PACK, *_READER, o.CONFIG, o.NO_CONFIG, o.QUIET,
        ),
        "Audit archives into the tables of a folder.",
    ),
    Command(
        "archive tables", "archives:tables",
        "List the tables of a folder; without one, the columns that they have.",
        (Option("folder", "That auditor archive run has written.", "[FOLDER]"),),
    ),
    Command(
        "archive export", "archives:export",
        "Write the tables of a folder as CSV or JSONL, one file each.",
        (
            Option("folder", "That auditor archive run has written.", "FOLDER", required=True),
            Option(
                "--output -o", "The folder to write to.", "FOLDER", required=True
            ),
            Option(
                "--format -f", "Default: csv.", "csv|jsonl", choices=("csv", "jsonl")
            ),
            Option("--table", "Only this one. Repeatable.", "NAME", many=True),
        ),
    ),
    Command(
        "archive origins", "archives:origins",
        """Find wire copy and circular reporting: who takes what from whom, on whose word.

        Writes the tables families, claims, circular and topics beside the others. After the
        next run, call it again.
        """,
        (
            Option("folder", "That auditor archive run has written.", "FOLDER", required=True),
            o.QUIET,
        ),
        "Find wire copy and circular reporting.",
    ),
    Command(
        "archive report", "archives:report",
        """Write one page about all articles: shares, who is heard, what is shared, on whose word.

        Shares are told by outlet, party, topic and month, with the number of articles and an
        interval. Of two names after --by, the second runs along the charts of the first.
        """,
        (
            Option("folder", "That auditor archive run has written.", "FOLDER", required=True),
            Option("--output -o", "The page to write.", "FILE", required=True),
            o.GROUPED_BY,
        ),
        "Write one page about all articles.",
    ),
)  # fmt: skip
