"""Keys to personal text: made, wrapped, used and destroyed in here only."""
