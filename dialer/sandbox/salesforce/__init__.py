"""A small stand-in for one Salesforce org: enough to connect, read and change a picklist, and keep call tasks.

Where each behaviour comes from:

    documented   the OAuth endpoints, their parameters and errors, a code used once, the code challenge, a refresh token
                 that survives its access tokens, revocation that takes all of them; JWT assertions for at most three
                 minutes; `describe` with `picklistValues` of `value` (the API name), `label` and `active`; errors as
                 a list of `message`, `errorCode` and `fields`; `INVALID_SESSION_ID` 401, `REQUEST_LIMIT_EXCEEDED` 403,
                 `UNABLE_TO_LOCK_ROW`, `INVALID_FIELD`, `STRING_TOO_LONG`, `FIELD_CUSTOM_VALIDATION_EXCEPTION` 400,
                 `ENTITY_IS_DELETED` and `NOT_FOUND` 404, `SERVER_UNAVAILABLE` 503; `Sforce-Limit-Info` on every
                 answer; `CallObject` can be searched; 204 after an update; an upsert by external id; metadata is
                 written back whole and values left out of it become inactive; SOSL reads a number however it was
                 typed in
    assumed      `Task.CallDisposition` with a list of values (the reference calls it a text of 255 characters: a switch
                 makes it one), and that this list is a StandardValueSet of the same name that the Tooling API changes;
                 that metadata can be written by our user (a switch forbids it); the wording of messages; that a
                 value may differ from another only in case; custom external ids on activities
    simpler      the signature of a JWT assertion is not checked, since no certificate was left here; scopes are not
                 looked at; queries know `=`, `AND`, `ORDER BY` and `LIMIT`; one user, one org

`org` holds everything and keeps it over a restart; `oauth` and `rest` are its doors for programs, `page` and
`switches` for people and tests.
"""
