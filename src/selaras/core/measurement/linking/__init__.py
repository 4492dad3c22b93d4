"""Who may be compared, through how many marks, and which further rating would help most."""

from selaras.core.measurement.linking.joint_ratings import JointRating, best_joint_ratings
from selaras.core.measurement.linking.linkage import ExaminerLink, Linkage, linkage_of, must_be_comparable

__all__ = [
    "ExaminerLink",
    "JointRating",
    "Linkage",
    "best_joint_ratings",
    "linkage_of",
    "must_be_comparable",
]
