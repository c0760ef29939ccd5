"""The log for other people's tools: OCEL 2.0, XES, CloudEvents. Texts stay sealed, whatever the profile."""
