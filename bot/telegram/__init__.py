"""The only folder that knows Telegram's library."""
