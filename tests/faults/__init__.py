"""Harnesses that break things on purpose. Each has a twin: a bot built wrongly, on which the harness must turn red."""
