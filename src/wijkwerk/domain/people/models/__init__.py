"""Who there is: accounts, persons, organisations, roles held, teams."""

from wijkwerk.domain.people.models.accounts import Account, Invitation
from wijkwerk.domain.people.models.covenants import Commitment, Covenant, Delivery, Per, Promises
from wijkwerk.domain.people.models.organisations import BodyMember, Organisation
from wijkwerk.domain.people.models.persons import Absence, Assignment, Person
from wijkwerk.domain.people.models.teams import Ring, TeamMember, Trade

__all__ = [
    "Absence",
    "Account",
    "Assignment",
    "BodyMember",
    "Commitment",
    "Covenant",
    "Delivery",
    "Invitation",
    "Organisation",
    "Per",
    "Person",
    "Promises",
    "Ring",
    "TeamMember",
    "Trade",
]
