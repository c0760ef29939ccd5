"""Three thin faces on one desk: HTTP, pages, command line."""
