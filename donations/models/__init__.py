from .club import ClubMembership, ClubSeat, ClubTerm, ClubTier, ClubVote
from .donors import Donor, Organisation, OrganisationPerson
from .funds import Campaign, CampaignFund, Fund, FundUse, Goal
from .gifts import Agreement, Allocation, Batch, Closing, Gift, GiftNote, SoftCredit
from .opportunities import Opportunity, OpportunityFile, OpportunityStep
from .pledges import Instalment, Pledge, PledgeChange, PledgePayment

__all__ = [
    "Agreement",
    "Allocation",
    "Batch",
    "Campaign",
    "CampaignFund",
    "Closing",
    "ClubMembership",
    "ClubSeat",
    "ClubTerm",
    "ClubTier",
    "ClubVote",
    "Donor",
    "Fund",
    "FundUse",
    "Gift",
    "GiftNote",
    "Goal",
    "Instalment",
    "Opportunity",
    "OpportunityFile",
    "OpportunityStep",
    "Organisation",
    "OrganisationPerson",
    "Pledge",
    "PledgeChange",
    "PledgePayment",
    "SoftCredit",
]
