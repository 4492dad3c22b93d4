"""Who takes part in an event, and which post a participant may lawfully move to."""

from selaras.core.eligibility.participants import absence, judge_official, moving_on
from selaras.core.eligibility.targets import Asked, judge_target, target_findings

__all__ = ["Asked", "absence", "judge_official", "judge_target", "moving_on", "target_findings"]
