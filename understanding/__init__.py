"""READING: what people write; offline, no I/O."""
