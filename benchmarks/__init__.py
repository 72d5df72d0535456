"""How fast, how big: the whole script through the real bot, beside polling echoes that store nothing."""
