"""What the articles of an archive show together, as one page.

``groups`` takes the tables apart by outlet, party, topic and month, ``estimate`` says what a group
comes to and how sure that is, ``charts`` draws it, ``shared`` tells of families and shared
claims, and ``page`` makes the page.
"""
