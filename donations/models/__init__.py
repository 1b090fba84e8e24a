from .case_work import CaseFile, CaseOutcome, CaseStep
from .cases import CaseMove, NeedCase, NeedInvitation, StandingOffer
from .donors import Donor, Organisation, OrganisationPerson
from .funds import Campaign, CampaignFund, Fund, FundUse, Goal
from .gifts import Agreement, Allocation, Batch, Closing, Gift, GiftNote, SoftCredit
from .needs import Department, Need
from .pledges import Instalment, Pledge, PledgeChange, PledgePayment

__all__ = [
    "Agreement",
    "Allocation",
    "Batch",
    "Campaign",
    "CampaignFund",
    "CaseFile",
    "CaseMove",
    "CaseOutcome",
    "CaseStep",
    "Closing",
    "Department",
    "Donor",
    "Fund",
    "FundUse",
    "Gift",
    "GiftNote",
    "Goal",
    "Instalment",
    "Need",
    "NeedCase",
    "NeedInvitation",
    "Organisation",
    "OrganisationPerson",
    "Pledge",
    "PledgeChange",
    "PledgePayment",
    "SoftCredit",
    "StandingOffer",
]
