from .articles import Article, ArticleConsent, ArticlePerson, Picture, PicturedPerson
from .clicks import MailingLink
from .deliveries import Delivery, DeliveryTally, DomainPace, Sender
from .issues import Issue
from .mailings import COMPOSED, FROZEN, MOVES, NAME_FOLLOWS, Mailing, MailingVersion
from .periodicals import Periodical, Section
from .pictures import MailingPicture
from .post import Distribution, Parcel, ParcelReader, StockMove
from .returns import Bounce, MailboxPosition, Suppression
from .subscriptions import LetterLimit, Subscription
from .suggestions import Suggestion

__all__ = [
    "COMPOSED",
    "FROZEN",
    "MOVES",
    "NAME_FOLLOWS",
    "Article",
    "ArticleConsent",
    "ArticlePerson",
    "Bounce",
    "Delivery",
    "DeliveryTally",
    "Distribution",
    "DomainPace",
    "Issue",
    "LetterLimit",
    "MailboxPosition",
    "Mailing",
    "MailingLink",
    "MailingPicture",
    "MailingVersion",
    "Parcel",
    "ParcelReader",
    "Periodical",
    "Picture",
    "PicturedPerson",
    "Section",
    "Sender",
    "StockMove",
    "Subscription",
    "Suggestion",
    "Suppression",
]
