"""The rule packs: from YAML files to one automaton that finds all phrases of all rules.

``load`` is the way in.  ``file`` reads one pack, ``phrase`` its phrases, ``link`` puts all
packs together, ``grow`` makes the graph of them and ``cache`` keeps it; ``matcher`` walks
the ``states`` of the ``graph`` over an article.  ``check`` and ``lint`` are for editors of packs.
"""
