"""TALKING: how each verb sounds in a chat; knows no network."""
