"""The pages, served and looked at."""
