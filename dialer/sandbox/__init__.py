"""A stand-in for Twilio that runs on this machine: real browsers, real audio, no account and no network.

It shares no code with the webhook handling: what it sends is written from Twilio's own words, so it can be
wrong only on its own. Where each behaviour comes from:

    documented   signature; request fields; the four progress events, their default and their statuses; retries and
                 time-outs by URL fragment; `<Dial>` attributes, up to ten nouns of which the first to answer has the
                 call, and the action request, without a duration when the other side was redirected; asynchronous
                 detection on `<Number>`, none on `<Client>`; a recording's fields and that its CallSid is the
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
                 callback comes before the action request; the dial's timeout is as written, without the five
                 seconds Twilio adds; an answer without sound sends no packets at all
    not here     `<Gather>`, `<Record>`, `<Conference>`, `<Enqueue>`, calls placed by REST, whisper URLs, fallback
                 URLs: noted on the page and the call is hung up, or the attribute noted and left out

Tests that assert an assumption are marked `assumption`.

Chromium and Firefox on a machine with any network interface need no flags for the audio. Where there is only the
loopback interface a browser finds no address for its audio: calls then run, silently, unless Chromium is started
with `--allow-loopback-in-peer-connection`. To be called, a browser's token needs `incoming_allow` and the page must
register its Device.

The parts, from the wire up:

    media  wire  tones  mulaw  recordings     audio, both ways, joined and kept
    tokens  signalling  line                  the browser's socket
    legs  ledger  holdings                    telephone connections; what accounts own; both kept over a restart
    twiml  program                            what the application answered, and running it
    party  parent  rep_call  caller_call      legs that came to us: a rep's browser, a lead's phone
    child  lead_call  client_call             legs that were dialled: a scripted phone, a rep's browser
    phone_list  phones  steps  far_phone      who answers, how, and what a person changed about it
    courier  outbox  faults                   signed requests to the application, well or badly delivered
    rest*  views  control  page*              the doors for programs, tests and people
"""
