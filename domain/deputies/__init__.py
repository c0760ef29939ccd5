"""人大代表, their groups 代表小组, and the selection of the five-good 五好评选."""
