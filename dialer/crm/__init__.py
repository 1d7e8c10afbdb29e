"""A company's customer database: signing in, meeting its list of results, sending it the calls.

Salesforce is asked in jobs and in the sign-in's way back only, never inside a transaction or under a row's lock.
"""
