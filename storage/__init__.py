"""KEEPING: every SQL statement, the migrations, the outbox and the book."""
