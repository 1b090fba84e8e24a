from .announced import AnnouncedGift, PaymentNotice
from .bank import BankAccount, BankLine, BankMapping, BankStatement
from .donors import Donor, Organisation, OrganisationPerson
from .funds import Campaign, CampaignFund, Fund, FundUse, Goal
from .gifts import Agreement, Allocation, Batch, Closing, Gift, GiftNote, SoftCredit
from .ledger_checks import LedgerCheck
from .merges import DonorMerge, DonorsApart
from .pledges import Instalment, Pledge, PledgeChange, PledgePayment
from .tiers import Tier

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
    "DonorMerge",
    "DonorsApart",
    "Fund",
    "FundUse",
    "Gift",
    "GiftNote",
    "Goal",
    "Instalment",
    "LedgerCheck",
    "Organisation",
    "OrganisationPerson",
    "PaymentNotice",
    "Pledge",
    "PledgeChange",
    "PledgePayment",
    "SoftCredit",
    "Tier",
]
