"""A stand-in for Twilio that runs on this machine: real browsers, real audio, no account and no network.

It shares no code with the webhook handling: what it sends is written from Twilio's own words, so it can be
wrong only on its own. Where each behaviour comes from:

    documented   signature; request fields; the four progress events, their default and their statuses; retries and
                 time-outs by URL fragment; `<Dial>` attributes and the action request, without a duration when the
                 lead was redirected; asynchronous detection on `<Number>`; the shape of the REST API and its errors;
                 a first `<Hangup>` answers; `canceled` leaves a live call alone
    captured     the signalling frames and their order (observed between the Voice SDK 2.18.5 and a server);
                 `From=client:<identity>` with `Direction=inbound`; SIP codes and zero durations on busy legs
    read         what the SDK does with each frame, how it loads sounds and posts insights (its source)
    assumed      the action request follows the lead leg's last event; the parent always ends `completed`, or as
                 `<Reject>` said; a ringing lead leg is `canceled` when the rep gives up; detection takes 2 s for a
                 person and 3 s for a machine; a retry waits 0.2 s; the error codes a refused rep leg is told;
                 SequenceNumber counts the events asked for; ending an ended call is answered with the call

Chromium and Firefox on a machine with any network interface need no flags for the audio. Where there is only the
loopback interface a browser finds no address for its audio: calls then run, silently, unless Chromium is started
with `--allow-loopback-in-peer-connection`.

The parts, from the wire up:

    media  tones  mulaw      audio, both ways
    tokens  signalling  line the browser's socket
    legs  ledger             one telephone connection; all of them, kept over a restart
    twiml  program           what the application answered, and running it
    rep_call  lead_call      the two legs of a call
    phones  far_phone        who answers, and how
    courier  outbox  faults  signed requests to the application, well or badly delivered
    rest  control  pages     the doors for programs, tests and people
"""
