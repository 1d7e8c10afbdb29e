"""Messages: sending what is due, one after another, with no transaction open meanwhile."""

import time

import structlog

from dialer import clock, nudges
from dialer.config import settings
from dialer.db import EVERYWHERE, reading, transaction
from dialer.mail import outbox
from dialer.mail.smtp import NotSent, send_letter
from policies.mail import MailVerdict, judge

TURN = 3.0  # seconds after which sending lets other jobs have the worker

log = structlog.get_logger()


def send_mail() -> None:
    """Send what is due, until nothing is, the server is the trouble, or it is somebody else's turn."""
    nudges.begin_job(outbox.SEND)
    if not settings().smtp_url:
        return
    until = time.monotonic() + TURN
    while _send_one():
        if time.monotonic() > until:
            with transaction(EVERYWHERE) as session:
                nudges.ask_for(session, outbox.SEND)
            return


def _send_one() -> bool:
    """Returns whether to look for another."""
    with reading(EVERYWHERE) as session:
        if not outbox.is_due(session, now=clock.now()):
            return False
    with transaction(EVERYWHERE) as session:
        claim = outbox.claim_next(session, now=clock.now())
    if claim is None:
        return False
    try:
        send_letter(claim.letter)
    except NotSent as trouble:
        log.warning("mail_waits", mail_id=claim.row_id, code=trouble.code, said=trouble.said)
        with transaction(claim.company_id) as session:
            outbox.settle_not_sent(session, claim, trouble, now=clock.now())
        return judge(trouble.code, trouble.stage) is not MailVerdict.AWAY
    with transaction(claim.company_id) as session:
        outbox.settle_sent(session, claim, now=clock.now())
    return True
