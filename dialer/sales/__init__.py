"""Sales numbers: what strategy meetings came to, and the cash of deals (row I11)."""
