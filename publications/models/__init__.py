from .deliveries import Delivery, DeliveryTally, DomainPace, Sender
from .mailings import COMPOSED, FROZEN, MOVES, Mailing, MailingVersion
from .post import Distribution, Parcel, ParcelReader, StockMove
from .returns import Bounce, MailboxPosition, Suppression

__all__ = [
    "COMPOSED",
    "FROZEN",
    "MOVES",
    "Bounce",
    "Delivery",
    "DeliveryTally",
    "Distribution",
    "DomainPace",
    "MailboxPosition",
    "Mailing",
    "MailingVersion",
    "Parcel",
    "ParcelReader",
    "Sender",
    "StockMove",
    "Suppression",
]
