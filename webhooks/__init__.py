"""Twilio's door: signed requests in, the core's operations, TwiML or nothing out."""
