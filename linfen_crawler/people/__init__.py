"""Find the people whom a page names, and tell its own – who wrote, shot, edited it – from those of whom it tells.

``credits`` reads the lines of a page; everything else is below it:

- *what is a name*: ``names``, with ``surnames``, ``rare_names``, ``transcriptions`` (foreign names), ``units`` (offices
  and places), ``posts`` (who someone is), ``beside`` (words between names), ``offices`` (between label
  and name) and ``worded`` (names that are words),
- *what is a credit*: ``marks`` (labels and verbs, with ``spaced``), ``groups`` and ``phrases`` (marks with their
  names), ``credited``,
- *where credits stand*: ``places``, with ``lead_credits`` and ``asides``; ``staff`` reads the editors' lines, ``verse``
  the authors of poems, ``writers`` what is beside an author's name,
- *who is not the page's*: ``works`` (makers of books and films), ``records`` (their fields), ``quoted`` (whom sayings
  are from), ``rosters`` and ``tables`` (lists of people).
"""
