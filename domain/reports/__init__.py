"""汇报: a published report is a fact like any other. What it said, and from which records, stays in the log."""
