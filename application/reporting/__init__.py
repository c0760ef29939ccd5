"""汇报: the yearly report, composed from the log as it stood at a position; every figure names what it rests on."""
