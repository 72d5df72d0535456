"""STAGE: a local Telegram, for the demo and for the tests."""
