"""The demo: a village of invented people, played on the stage by the real bot and by whoever opens the page."""
