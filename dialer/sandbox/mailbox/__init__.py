"""A mail server that keeps what it is given, for people and tests to read; nothing leaves this machine.

`box` holds the messages and keeps them over a restart, `door` is where programs hand them in by SMTP, `page` and
`switches` are for people and tests. It takes mail from anybody on this machine, without a password and without TLS.
"""
