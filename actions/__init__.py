"""DOING: one verb per file; takes `work`, changes things, posts letters; sends nothing."""
