"""PAPER: what leaves the product as a picture, a sheet or a file."""
