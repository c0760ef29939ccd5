"""The contact work as a whole: its nouns side by side, what deputies did, and what of it is asked for."""
