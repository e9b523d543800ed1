"""What an archive's articles take from each other, and on whose word their claims rest.

``shingles`` makes fingerprints of texts, and ``families`` finds the articles that share text.
``claims`` finds passages that say the same, ``trace`` where a claim comes from, ``carried`` makes
rows of it, and ``topics`` finds the names that articles share.  ``run`` does all of it, from and to
``tables``.
"""
