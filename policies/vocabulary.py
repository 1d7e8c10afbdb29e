"""The closed sets of words. Each enum is a column type, a JSON value and a TypeScript union."""

from enum import StrEnum


class Plan(StrEnum):
    """What a company has bought."""

    STARTUP = "startup"
    BUSINESS = "business"
    ENTERPRISE = "enterprise"


class Crm(StrEnum):
    """The customer database a company is connected to."""

    NONE = "none"
    SALESFORCE = "salesforce"
    HUBSPOT = "hubspot"
    OTHER = "other"


class Role(StrEnum):
    """What a person is in the company; one person may have several."""

    REP = "rep"
    SETTER = "setter"
    CLOSER = "closer"
    MANAGER = "manager"
    BUSINESS_ADMIN = "business_admin"
    TECH_ADMIN = "tech_admin"


class Direction(StrEnum):
    """Who called whom; ``manual`` is a call made elsewhere and logged by hand."""

    OUTBOUND = "outbound"
    INBOUND = "inbound"
    MANUAL = "manual"


class CallState(StrEnum):
    """Where a call is: the line's progress, then wrap-up, then ended by the rep."""

    DIALING = "dialing"
    RINGING = "ringing"
    LIVE = "live"
    WRAP_UP = "wrap_up"
    ENDED = "ended"


class RingReason(StrEnum):
    """Why an inbound call rings this rep."""

    OWNER = "owner"
    LAST_CALLER = "last_caller"
    AVAILABLE = "available"


class RecordingStatus(StrEnum):
    """How far a recording is. Only a completed one can be heard."""

    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    ABSENT = "absent"
    FAILED = "failed"


class LegRole(StrEnum):
    """Whose telephone connection a leg is."""

    REP = "rep"
    LEAD = "lead"


class EventKind(StrEnum):
    """Where a leg event came from."""

    STATUS = "status"  # a progress callback, or the same fact asked from the provider's REST API
    DIAL_RESULT = "dial_result"  # what the dial said about the lead's leg when it was over
    ANSWERED_BY = "answered_by"  # the answering-machine verdict
    REP_ACTION = "rep_action"  # what the rep's page or the rep did to the line


class LegStatus(StrEnum):
    """A word about one leg. The last three belong to ``REP_ACTION``."""

    INITIATED = "initiated"
    RINGING = "ringing"
    ANSWERED = "answered"
    COMPLETED = "completed"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    FAILED = "failed"
    CANCELED = "canceled"
    HUNG_UP = "hung_up"
    LINE_FAILED = "line_failed"
    LOST = "lost"


class AnsweredBy(StrEnum):
    """The answering-machine verdict, in the provider's own grain."""

    HUMAN = "human"
    MACHINE_START = "machine_start"
    MACHINE_END_BEEP = "machine_end_beep"
    MACHINE_END_SILENCE = "machine_end_silence"
    MACHINE_END_OTHER = "machine_end_other"
    FAX = "fax"
    UNKNOWN = "unknown"


class LineResult(StrEnum):
    """What happened on the lead's line (the telephony result), apart from what it means."""

    NOT_PLACED = "not_placed"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    CANCELED = "canceled"
    NOT_IN_SERVICE = "not_in_service"
    BLOCKED = "blocked"
    MACHINE = "machine"
    FAX = "fax"
    ANSWERED = "answered"


class Trigger(StrEnum):
    """What the line can know that may pre-fill an outcome; an outcome lists the triggers it takes."""

    BUSY = "busy"
    NOT_IN_SERVICE = "not_in_service"
    NO_ANSWER = "no_answer"
    CANCELED = "canceled"
    MACHINE = "machine"
    VOICEMAIL_LEFT = "voicemail_left"


class OutcomeGroup(StrEnum):
    """The two headings of the outcome picker."""

    NO_ANSWER = "no_answer"
    ANSWERED = "answered"


class ConnectStatus(StrEnum):
    """Whether a call with this outcome counts as a conversation."""

    CONNECTED = "connected"
    NOT_CONNECTED = "not_connected"


class Sentiment(StrEnum):
    """How the call went for us."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"


class OutcomeSource(StrEnum):
    """Who put the outcome there."""

    WEBHOOK = "webhook"
    REP = "rep"
    IMPORT = "import"


class TaskKind(StrEnum):
    """What a task is about."""

    FOLLOW_UP = "follow_up"
    BOOK_MEETING = "book_meeting"
    TO_DO = "to_do"  # written by hand


class EffectKind(StrEnum):
    """What an outcome can bring about beside its meaning."""

    FOLLOW_UP = "follow_up"
    BOOK_MEETING = "book_meeting"
    DO_NOT_CALL = "do_not_call"


class EffectAct(StrEnum):
    """What became of an effect when a call's outcome was recorded, changed or taken back."""

    MADE = "made"
    REVIVED = "revived"
    MOVED = "moved"
    CANCELLED = "cancelled"
    KEPT = "kept"  # it stands although the outcome that made it is gone


class CrmState(StrEnum):
    """How a company's connection to its customer database stands."""

    CONNECTED = "connected"
    NEEDS_LOGIN = "needs_login"  # the other side withdrew our tokens; an admin must connect again
    DISCONNECTED = "disconnected"


class CrmLogin(StrEnum):
    """How we sign in over there."""

    OAUTH = "oauth"  # a person allowed it; we keep a refresh token
    JWT = "jwt"  # a server's own key


class CrmTrouble(StrEnum):
    """What keeps a whole connection from working, with or without a person's help."""

    LOGIN = "login"
    LIMIT = "limit"
    AWAY = "away"
    FIELD_GONE = "field_gone"
    REFUSED = "refused"


class FieldKind(StrEnum):
    """What the field is that takes a call's result."""

    PICKLIST = "picklist"
    TEXT = "text"


class LinkState(StrEnum):
    """How an outcome of ours stands to the list of results over there."""

    LINKED = "linked"
    WANTED = "wanted"  # to be added to the list
    BY_HAND = "by_hand"  # we may not add it: an admin over there must
    LEFT = "left"  # an admin of ours left it out


class CrmTaskState(StrEnum):
    """How far the task for a call is."""

    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"
    DROPPED = "dropped"


class MeetingKind(StrEnum):
    """Whom a meeting is with: a setter who screens the lead, or a closer who sells."""

    DISCOVERY = "discovery"
    STRATEGY = "strategy"


class MeetingOutcome(StrEnum):
    """How a meeting went. The first two are a strategy meeting's, the others a discovery meeting's."""

    SALE = "sale"
    NO_SALE = "no_sale"
    APPROVED = "approved"
    REJECTED = "rejected"


class MeetingReason(StrEnum):
    """Why there was no sale, or why a lead was rejected."""

    UNQUALIFIED = "unqualified"
    FOLLOW_UP_SCHEDULED = "follow_up_scheduled"
    NO_SHOW = "no_show"
    NOT_INTERESTED = "not_interested"
    CONTACT_CANCELLED = "contact_cancelled"
    ADMIN_CANCELLED = "admin_cancelled"
    BAD_FIT = "bad_fit"
    OTHERS = "others"


class Objection(StrEnum):
    """What the lead held against buying, whether it was overcome or not."""

    MONEY = "money"
    LOGISTIC = "logistic"
    PARTNER = "partner"
    FEAR = "fear"
    SMOKE_SCREEN = "smoke_screen"
    NO_OBJECTION = "no_objection"


class BookingSource(StrEnum):
    """The door a meeting was booked at."""

    CALL = "call"
    LEAD = "lead"
    APPROVED = "approved"  # the strategy call that follows an approval
    PUBLIC = "public"  # the invitee, on the event type's own page


class MeetingAct(StrEnum):
    """What happened to a meeting, as its history keeps it."""

    BOOKED = "booked"
    CONFIRMED = "confirmed"
    MOVED = "moved"  # another time, another host, or both
    CANCELLED = "cancelled"
    OUTCOME = "outcome"
    ATTENDANCE = "attendance"


class Standing(StrEnum):
    """What screening has said about a lead so far."""

    POTENTIAL = "potential"
    QUALIFIED = "qualified"
    DISQUALIFIED = "disqualified"


class MailState(StrEnum):
    """How far a message is."""

    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"  # refused for good, or tried too often
    DROPPED = "dropped"  # what it was about is no longer so


class MailKind(StrEnum):
    """What a message tells, and whom: the host (``host_`` and ``outcome_owed``), people here, or the invitee."""

    INVITATION = "invitation"
    MOVED = "moved"
    CANCELLED = "cancelled"
    DAY_BEFORE = "day_before"
    HOUR_BEFORE = "hour_before"
    HOST_INVITATION = "host_invitation"
    HOST_MOVED = "host_moved"
    HOST_CANCELLED = "host_cancelled"
    OUTCOME_OWED = "outcome_owed"
    COLLEAGUE_INVITED = "colleague_invited"
    WEBHOOK_STOPPED = "webhook_stopped"
    TEST = "test"


class SalesSplit(StrEnum):
    """What tallies of sales are split by."""

    ALL = "all"
    CLOSER = "closer"
    SETTER = "setter"
    EVENT_TYPE = "event_type"
    PRODUCT = "product"
    OBJECTION = "objection"
    REASON = "reason"


class PaymentType(StrEnum):
    """What a deal is for the lead: the first purchase, another one, or a part paid ahead."""

    WON = "won"
    RECURRING = "recurring"
    DEPOSIT = "deposit"


class DealAct(StrEnum):
    """What happened to a deal, as its history keeps it."""

    MADE = "made"
    CHANGED = "changed"
    VOIDED = "voided"


class Processor(StrEnum):
    """Which of the two doors for payments something came through."""

    STRIPE = "stripe"
    WEBHOOK = "webhook"  # any other program, with a Standard Webhooks signature


class PaymentWord(StrEnum):
    """What an event says of a payment."""

    CHARGE = "charge"
    REFUND = "refund"
    REFUND_FAILED = "refund_failed"
    DISPUTE = "dispute"
    OTHER = "other"


class Dispute(StrEnum):
    """How a disputed payment stands. A lost one was taken back."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


class PaymentFate(StrEnum):
    """What became of an event."""

    COUNTED = "counted"  # it is part of what its transaction says
    WAITING = "waiting"  # its charge has not arrived yet
    IGNORED = "ignored"  # nothing that a transaction would show
    UNREADABLE = "unreadable"
