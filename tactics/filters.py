"""stub"""
from catalogue.filters import EntryFilterSet
OrganisationFilterSet = TacticFilterSet = LegalToolFilterSet = SanctuaryPolicyFilterSet = EventFilterSet = EntryFilterSet
