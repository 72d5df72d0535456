"""WORDS: texts by key, with Indonesian as the reference; dates, rupiah, lists."""
