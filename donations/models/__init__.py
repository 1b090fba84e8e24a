from .announced import AnnouncedGift, PaymentNotice
from .bank import BankAccount, BankLine, BankMapping, BankStatement
from .donors import Donor, Organisation, OrganisationPerson
from .funds import Campaign, CampaignFund, Fund, FundUse, Goal
from .gifts import Agreement, Allocation, Batch, Closing, Gift, GiftNote, SoftCredit
from .ledger_checks import LedgerCheck
from .merges import DonorMerge, DonorsApart
from .pledges import Instalment, Pledge, PledgeChange, PledgePayment
from .receipts import Issuer, NumberRange, Receipt, ReceiptGift, ReceiptLine, ReceiptWaiver
from .recognition import NamingRight, WallWord
from .thanks import Thanks, ThanksTemplate
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
    "Issuer",
    "LedgerCheck",
    "NamingRight",
    "NumberRange",
    "Organisation",
    "OrganisationPerson",
    "PaymentNotice",
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
    "Tier",
    "WallWord",
]
