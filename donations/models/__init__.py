from .announced import AnnouncedGift, PaymentNotice
from .bank import BankAccount, BankLine, BankMapping, BankStatement
from .case_work import CaseFile, CaseOutcome, CaseStep
from .cases import CaseMove, NeedCase, NeedInvitation, StandingOffer
from .club import ClubMembership, ClubSeat, ClubTerm, ClubTier, ClubVote
from .club_papers import ClubCorrection, ClubPaper
from .donors import Donor, Organisation, OrganisationPerson
from .erasures import DonorErasure
from .funds import Campaign, CampaignFund, Fund, FundUse, Goal
from .gifts import Agreement, Allocation, Batch, Closing, Gift, GiftNote, SoftCredit
from .ledger_checks import LedgerCheck
from .merges import DonorMerge, DonorsApart, OrganisationMerge, OrganisationsApart
from .needs import Department, Need
from .opportunities import Opportunity, OpportunityFile, OpportunityStep
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
    "CaseFile",
    "CaseMove",
    "CaseOutcome",
    "CaseStep",
    "Closing",
    "ClubCorrection",
    "ClubMembership",
    "ClubPaper",
    "ClubSeat",
    "ClubTerm",
    "ClubTier",
    "ClubVote",
    "Department",
    "Donor",
    "DonorErasure",
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
    "Need",
    "NeedCase",
    "NeedInvitation",
    "NumberRange",
    "Opportunity",
    "OpportunityFile",
    "OpportunityStep",
    "Organisation",
    "OrganisationMerge",
    "OrganisationPerson",
    "OrganisationsApart",
    "PaymentNotice",
    "Pledge",
    "PledgeChange",
    "PledgePayment",
    "Receipt",
    "ReceiptGift",
    "ReceiptLine",
    "ReceiptWaiver",
    "SoftCredit",
    "StandingOffer",
    "Thanks",
    "ThanksTemplate",
    "Tier",
    "WallWord",
]
