"""How far examiners agree: intraclass correlation, alpha, kappa, concordance, each with its uncertainty."""

from selaras.core.measurement.agreement.alpha import Level, krippendorff_alpha
from selaras.core.measurement.agreement.coefficient import Coefficient, Undefined
from selaras.core.measurement.agreement.concordance import Concordance, kendall_w
from selaras.core.measurement.agreement.intraclass import Intraclass, intraclass_correlations
from selaras.core.measurement.agreement.kappa import (
    Kappa,
    cohen_kappa,
    fleiss_kappa,
    kappa_of_table,
    mean_of_pairs,
)
from selaras.core.measurement.agreement.report import AgreementReport, agreement_report

__all__ = [
    "AgreementReport",
    "Coefficient",
    "Concordance",
    "Intraclass",
    "Kappa",
    "Level",
    "Undefined",
    "agreement_report",
    "cohen_kappa",
    "fleiss_kappa",
    "intraclass_correlations",
    "kappa_of_table",
    "kendall_w",
    "krippendorff_alpha",
    "mean_of_pairs",
]
