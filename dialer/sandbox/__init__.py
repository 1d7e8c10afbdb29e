"""A stand-in for Twilio that runs on this machine: real browsers, real audio, no account and no network.

It shares no code with the webhook handling: what it sends is written from Twilio's own words, so it can be
wrong only on its own. Where each behaviour comes from:

    documented   signature; request fields; the four progress events, their default and their statuses; retries and
                 time-outs by URL fragment; `<Dial>` attributes, five seconds of ringing beyond its timeout, up to
                 ten nouns of which the first to answer has the call, a noun's own document (`url`) before the two
                 are joined, and the action request, without a duration when the other side was redirected; a
                 fallback URL with the error that led to it; asynchronous detection on `<Number>`, none on `<Client>`; a recording's fields and that its CallSid is the
                 parent's, parent left and child right; the shape of the REST API, its pages and errors; a first
                 `<Hangup>` answers; `canceled` leaves a live call alone; an application's URLs come before a
                 number's own; an API key may neither see the account nor make keys
    captured     the signalling frames and their order (observed between the Voice SDK 2.18.5 and a server), those of
                 incoming calls too; `From=client:<identity>` with `Direction=inbound`; SIP codes and zero durations
                 on busy legs; `ErrorCode` and `ErrorMessage` on refused legs; a browser that rejects is `busy`, 600
    read         what the SDK does with each frame, how it loads sounds and posts insights (its source)
    assumed      the action request follows the dialled leg's last event; a rep's leg always ends `completed`, or as
                 `<Reject>` said, a caller's who gave up `no-answer`; a ringing leg is `canceled` when the other side
                 gives up; a decline is `busy` with 603, a block `failed` with 603 and 32017, a missing geo permission
                 `failed` with 13227, no SIP code and `initiated` told before; the verdicts of detection on menus,
                 businesses, fax and intercepts, 2 s for a person, 3 s for a machine; nobody registered is
                 `no-answer` with 480; every registered tab rings; a retry waits 0.2 s; the error codes a refused
                 rep leg is told; 31002 with 10004 beyond the limit of calls; SequenceNumber counts the events asked
                 for; ending an ended call is answered with the call; recordings ask for credentials and their
                 callback comes before the action request; a noun's document that hangs up or fails ends the leg
                 `completed` and not bridged, and of several nouns the first one through its document has the
                 call; a fallback is tried once; an answer without sound sends no packets at all
    not here     `<Gather>`, `<Record>`, `<Conference>`, `<Enqueue>` and other verbs: noted on the page with what
                 there is instead, and the call is hung up; other attributes: noted and left out; calls placed
                 by REST, conferences and queues: 501 and a sentence
    our own      an application may say in the header `X-Delivery-Verdict` what it made of a delivery; it is shown
                 beside it, as is the detail of a problem document (RFC 9457)

Tests that assert an assumption are marked `assumption` (`pytest -m assumption tests/sandbox`): when one of them
disagrees with a real account, it is the sandbox that is wrong.

Chromium and Firefox on a machine with any network interface need no flags for the audio. Where there is only the
loopback interface a browser finds no address for its audio: calls then run, silently, unless Chromium is started
with `--allow-loopback-in-peer-connection`. To be called, a browser's token needs `incoming_allow` and the page must
register its Device.

The parts, from the wire up:

    media  wire  tones  mulaw  recordings     audio, both ways, joined and kept
    tokens  signalling  line                  the browser's socket
    legs  ledger  holdings                    telephone connections; what accounts own; both kept over a restart
    twiml*  program                           what the application answered, and running it
    party  parent  rep_call  caller_call      legs that came to us: a rep's browser, a lead's phone
    child  lead_call  client_call             legs that were dialled: a scripted phone, a rep's browser
    phone_list  phones  steps  far_phone      who answers, how, and what a person changed about it
    courier  outbox  faults                   signed requests to the application, well or badly delivered
    rest*  views  control  page*  frame       the doors for programs, tests and people
    salesforce                                a small Salesforce org beside it, a package with truths of its own
    server  extra                             the process: its port, its folder, its packages
"""
