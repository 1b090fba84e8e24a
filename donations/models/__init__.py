from .donors import Donor, Organisation, OrganisationPerson
from .funds import Campaign, CampaignFund, Fund, FundUse, Goal
from .gifts import Agreement, Allocation, Batch, Closing, Gift, GiftNote, SoftCredit
from .pledges import Instalment, Pledge, PledgeChange, PledgePayment

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
    "Organisation",
    "OrganisationPerson",
    "Pledge",
    "PledgeChange",
    "PledgePayment",
    "SoftCredit",
]
