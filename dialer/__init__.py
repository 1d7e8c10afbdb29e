"""An in-browser sales dialer on Twilio whose call outcomes can be trusted."""
