from .deliveries import Delivery, DeliveryTally, DomainPace, Sender
from .mailings import COMPOSED, FROZEN, MOVES, Mailing, MailingVersion
from .returns import Bounce, MailboxPosition, Suppression

__all__ = [
    "COMPOSED",
    "FROZEN",
    "MOVES",
    "Bounce",
    "Delivery",
    "DeliveryTally",
    "DomainPace",
    "MailboxPosition",
    "Mailing",
    "MailingVersion",
    "Sender",
    "Suppression",
]
