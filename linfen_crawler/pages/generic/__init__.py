"""Read a page of no known layout by its labels and by text density.

The order in which the reading decides, each step with what the steps above it found (:mod:`.find`)::

    blocks of the page      fields, staff and terms of one line set apart     lines.fields, lines.staffed, lines.parting
      │
      ├─ what the page says the browser's title that the page shows           ranks (titles)
      ├─ title              said and shown, or else the line set largest      headings (ranks, above, sizes, sheets)
      ├─ boxes of links     amid the text; left out from here on              lines.amid, lines.boxes
      ├─ another's text     begins at its heading; the rest is not looked at  prose (subheads)
      │
      ├─ place              the like elements with the most prose             prose (region, branches, weights, series)
      ├─ opening            lines of the text ahead of its first prose        opening
      ├─ head               date line and what stands with it                 heads, stamps, sources
      ├─ ends               what is the page's at both ends of the text       trimming (edges, signing, announced)
      │
      ├─ no article?        an index, a foot, more links than text, no date   trimming, find
      ├─ around the title   kicker, subtitle and authors                      beside
      └─ margin             editor, notice and files near behind the text     find (lines.foot)

Where a step finds nothing the reading ends: the page shows no article that can be told.
"""
