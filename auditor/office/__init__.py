"""Word processors' files: their words with the place of each in the file, and remarks put in.

``archive`` opens the container, ``markup`` reads its XML; ``word`` and ``odf`` give the words of
a document, ``word_remarks`` and ``odf_remarks`` put comments beside them.
"""
