"""The rule packs: from YAML files to one automaton that finds all phrases of all rules.

``load`` is the way in.  ``file`` reads one pack, ``phrase`` its phrases, ``link`` puts all
packs together, ``grow`` makes the graph of them and ``cache`` keeps it; ``matcher`` walks
the ``states`` of the ``graph`` over an article.  ``check`` and ``lint`` are for editors of packs.
"""

import os

# Here and in all that a start imports, paths are texts: pathlib would take a twentieth of it.
_PACKAGE = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120
BUILT_IN = f"{_PACKAGE}/_rules"
if not os.path.isdir(BUILT_IN):  # noqa: PTH112 - a checkout
    BUILT_IN = os.path.join(os.path.dirname(_PACKAGE), "rules")  # noqa: PTH118, PTH120
