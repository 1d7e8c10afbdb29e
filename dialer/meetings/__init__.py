"""Meetings: event types, when people are free, booking, what a meeting came to, and what screening says of a lead."""
