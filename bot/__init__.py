"""MACHINE: the only folder that meets the world."""
