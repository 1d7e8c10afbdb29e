"""Pure decisions: plain data in, an answer out. Standard library only; no I/O, no clock."""
