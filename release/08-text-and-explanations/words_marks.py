"""Unicode's marks, for the lesson on words and search: gathered once, when this module is imported."""

from __future__ import annotations

import sys
import unicodedata

MARKS = "".join(c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c)[0] == "M")
"""All signs that sit on top of a letter, such as accents: some 2,000 of category M. None of them has a meaning in ``[...]``."""
