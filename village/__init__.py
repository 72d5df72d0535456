"""RULES: plain Python, standard library only; no await, no clock, no SQL, no Telegram."""
