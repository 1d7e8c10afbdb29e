"""RQ's door: thin functions, ids in, nothing out."""
