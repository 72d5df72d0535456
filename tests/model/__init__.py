"""A second Rembuk of plain dicts, written from the design: what the real one is held against."""
