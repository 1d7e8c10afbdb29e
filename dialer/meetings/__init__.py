"""Meetings: what can be booked and with whom, when people are free, and booking itself."""
