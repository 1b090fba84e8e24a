from .announced import AnnouncedGift, PaymentNotice
from .bank import BankAccount, BankLine, BankMapping, BankStatement
from .donors import Donor, Organisation, OrganisationPerson
from .funds import Campaign, CampaignFund, Fund, FundUse, Goal
from .gifts import Agreement, Allocation, Batch, Closing, Gift, GiftNote, SoftCredit
from .pledges import Instalment, Pledge, PledgeChange, PledgePayment

__all__ = [
    "Agreement",
    "Allocation",
    "AnnouncedGift",
    "BankAccount",
    "BankLine",
    "BankMapping",
    "BankStatement",
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
    "Organisation",
    "OrganisationPerson",
    "PaymentNotice",
    "Pledge",
    "PledgeChange",
    "PledgePayment",
    "SoftCredit",
]
