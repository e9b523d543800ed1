"""Archives: articles by the million, from tables and folders to tables of what they rest on.

``schema`` says what the tables hold and ``rows`` makes the rows of one audit; ``pieces`` brings
them into Arrow.  ``inputs`` reads archives, ``audits`` audits a chunk of articles wherever it is
asked to, ``processes`` and ``cluster`` are the engines that ask, ``ledger`` keeps what is done,
``parts`` writes the files, and ``run`` holds all of it together.
"""
