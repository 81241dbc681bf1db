"""What people do, the law they use, the policies they win, where it happened: one model a file."""

from tactics.models.event import Event
from tactics.models.legal_tool import LegalTool
from tactics.models.sanctuary_policy import SanctuaryPolicy
from tactics.models.tactic import Actor, Tactic

__all__ = ["Actor", "Event", "LegalTool", "SanctuaryPolicy", "Tactic"]
