"""The numbers: marks for what must be recounted, the recount, and the reports."""
