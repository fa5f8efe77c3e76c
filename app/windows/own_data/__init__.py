"""Own data: its window, its table, and the way in from files and the clipboard."""
