from .donors import Donor, Organisation, OrganisationPerson
from .funds import Campaign, CampaignFund, Fund, FundUse, Goal
from .gifts import Agreement, Allocation, Batch, Closing, Gift, GiftNote, SoftCredit
from .pledges import Instalment, Pledge, PledgeChange, PledgePayment
from .receipts import Issuer, NumberRange, Receipt, ReceiptGift, ReceiptLine, ReceiptWaiver
from .recognition import NamingRight, WallWord
from .thanks import Thanks, ThanksTemplate

__all__ = [
    "Agreement",
    "Allocation",
    "Batch",
    "Campaign",
    "CampaignFund",
    "Closing",
    "Donor",
    "Fund",
    "FundUse",
    "Gift",
    "GiftNote",
    "Goal",
    "Instalment",
    "Issuer",
    "NamingRight",
    "NumberRange",
    "Organisation",
    "OrganisationPerson",
    "Pledge",
    "PledgeChange",
    "PledgePayment",
    "Receipt",
    "ReceiptGift",
    "ReceiptLine",
    "ReceiptWaiver",
    "SoftCredit",
    "Thanks",
    "ThanksTemplate",
    "WallWord",
]
