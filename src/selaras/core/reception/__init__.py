"""Taking signed packets in, judged by all that the ledger says so far."""

from selaras.core.reception.alarms import STOPPING, Alarming, AlarmKind, Raised
from selaras.core.reception.taking import RECEIVED, Admitted, Reception

__all__ = ["RECEIVED", "STOPPING", "Admitted", "AlarmKind", "Alarming", "Raised", "Reception"]
