"""What makes a scheme impossible: sums, unknown names, circles, scales, cuts. Every error at once."""

from decimal import Decimal

from selaras.core import vocabulary as v
from selaras.core.errors import CoreError, SeveralErrors
from selaras.core.move_policy import CouplingKind, CouplingRule
from selaras.core.scheme import (
    ALL,
    CATEGORIES,
    MOST_PLACES,
    TABLED,
    AxisSource,
    Component,
    ConversionKind,
    Scheme,
)

SMALLEST_GROUP = 3
FEWEST_DRAWS, MOST_DRAWS = 1000, 10000
DIXON_LEVELS = (90, 95, 99)
# What each kind of rule over several moves is made of; anything else beside it would promise too much.
RULE_PARTS = {
    CouplingKind.MOST_MOVES: ("most",),
    CouplingKind.UNIT_QUOTA: ("most", "unit"),
    CouplingKind.APART: ("officials",),
    CouplingKind.NOT_BOTH: ("positions",),
    CouplingKind.LONGEST_CHAIN: ("most",),
    CouplingKind.LONGEST_CYCLE: ("most",),
    CouplingKind.ONLY_IF: ("officials", "positions"),
}


def check_scheme(scheme: Scheme) -> None:
    """Raise every error of a scheme at once: sums, unknown names, circles, scales, cuts."""
    errors = [
        *_tree_errors(scheme),
        *_form_errors(scheme),
        *_conversion_errors(scheme),
        *_feedback_errors(scheme),
        *_cut_errors(scheme),
        *_talent_errors(scheme),
        *_measurement_errors(scheme),
        *_move_errors(scheme),
    ]
    if errors:
        raise SeveralErrors(tuple(errors))


def _tree_errors(scheme: Scheme) -> list[CoreError]:
    errors: list[CoreError] = []
    codes = [one.code for one in scheme.components]
    errors += [
        CoreError("component_twice", component=c) for c in sorted({c for c in codes if codes.count(c) > 1})
    ]
    parents: list[v.ComponentCode | None] = [None, *(c.code for c in scheme.components)]
    for parent in parents:
        children = scheme.children_of(parent)
        total = sum((one.weight for one in children), Decimal(0))
        if children and total != ALL:
            errors.append(CoreError("weights_not_100", parent=parent or "hasil", got=str(total)))
        if parent is None and not children:
            errors.append(CoreError("no_components"))
    for one in scheme.components:
        if one.parent is not None and one.parent not in codes:
            errors.append(CoreError("component_parent_unknown", component=one.code, parent=one.parent))
        if one.weight <= 0:
            errors.append(CoreError("weight_not_positive", component=one.code, got=str(one.weight)))
        if (one.method is None) == (not scheme.children_of(one.code)):
            errors.append(CoreError("component_is_leaf_and_branch", component=one.code))
        if _is_in_a_circle(scheme, one):
            errors.append(CoreError("component_circle", component=one.code))
    errors += [CoreError("tie_break_unknown", component=c) for c in scheme.tie_break if c not in codes]
    return errors


def _is_in_a_circle(scheme: Scheme, start: Component) -> bool:
    by_code = {one.code: one for one in scheme.components}
    seen: set[str] = set()
    here: Component | None = start
    while here is not None and here.parent is not None:
        if here.code in seen:
            return True
        seen.add(here.code)
        here = by_code.get(here.parent)
    return False


def _form_errors(scheme: Scheme) -> list[CoreError]:
    errors: list[CoreError] = []
    codes = [one.code for one in scheme.criteria]
    errors += [
        CoreError("criterion_twice", criterion=c) for c in sorted({c for c in codes if codes.count(c) > 1})
    ]
    known = {one.code for one in scheme.conversions}
    methods = {one.code: one.method for one in scheme.criteria}
    for leaf in (one for one in scheme.components if one.method is not None):
        assert leaf.method is not None
        form = [c for c in scheme.criteria_of(leaf.method) if not leaf.criteria or c.code in leaf.criteria]
        errors += [
            CoreError("criterion_unknown", component=leaf.code, criterion=code)
            for code in leaf.criteria
            if methods.get(code) is not leaf.method
        ]
        if leaf.method is v.Method.ASSESSMENT_CENTRE:
            continue
        if not form:
            errors.append(
                CoreError("component_without_criteria", component=leaf.code, method=leaf.method.istilah)
            )
        elif sum((c.weight for c in form), Decimal(0)) != ALL:
            got = str(sum((c.weight for c in form), Decimal(0)))
            errors.append(CoreError("criteria_weights_not_100", component=leaf.code, got=got))
    for one in scheme.criteria:
        if one.conversion not in known:
            errors.append(CoreError("conversion_unknown", criterion=one.code, conversion=one.conversion))
        elif (one.lowest is None) != (scheme.conversion(one.conversion).kind is ConversionKind.TABLE):
            errors.append(CoreError("scale_missing", criterion=one.code))
        if one.weight <= 0:
            errors.append(CoreError("weight_not_positive", criterion=one.code, got=str(one.weight)))
    return errors


def _conversion_errors(scheme: Scheme) -> list[CoreError]:
    errors: list[CoreError] = []
    codes = [one.code for one in scheme.conversions]
    errors += [
        CoreError("conversion_twice", conversion=c) for c in sorted({c for c in codes if codes.count(c) > 1})
    ]
    for one in (*scheme.conversions, *scheme.talent.tables):
        if one.kind is ConversionKind.LINEAR and (one.highest is None or one.highest <= 0):
            errors.append(CoreError("conversion_without_highest", conversion=one.code))
        if one.kind in (ConversionKind.TABLE, ConversionKind.BANDS) and not one.steps:
            errors.append(CoreError("conversion_without_steps", conversion=one.code))
        errors += [
            CoreError("points_outside_scale", conversion=one.code, got=str(step.points))
            for step in one.steps
            if not 0 <= step.points <= ALL
        ]
    return errors


def _feedback_errors(scheme: Scheme) -> list[CoreError]:
    if all(one.method is not v.Method.FEEDBACK_360 for one in scheme.components):
        return []
    errors: list[CoreError] = []
    groups = [one.group for one in scheme.feedback_weights]
    total = sum((one.weight for one in scheme.feedback_weights), Decimal(0))
    if total != ALL or len(set(groups)) != len(groups) or any(w.weight < 0 for w in scheme.feedback_weights):
        errors.append(CoreError("feedback_weights_not_100", got=str(total)))
    # In a group of two each knows what the other one answered.
    if scheme.smallest_group < SMALLEST_GROUP:
        errors.append(
            CoreError("smallest_group_too_small", got=scheme.smallest_group, expected=SMALLEST_GROUP)
        )
    return errors


def _cut_errors(scheme: Scheme) -> list[CoreError]:
    if not 0 <= scheme.places <= MOST_PLACES:
        return [CoreError("places_wrong", got=scheme.places, expected=f"0..{MOST_PLACES}")]
    cuts = [one.at_least for one in scheme.cuts]
    if not cuts or cuts[-1] != 0 or cuts != sorted(set(cuts), reverse=True):
        return [CoreError("cuts_not_descending_to_zero", got=", ".join(map(str, cuts)))]
    if scheme.pass_from not in [one.category for one in scheme.cuts]:
        return [CoreError("pass_category_unknown", got=scheme.pass_from.value)]
    # The words of mapping on a selection report, or the other way round, have been seen in print.
    wanted = CATEGORIES[scheme.purpose]
    return [
        CoreError("category_not_of_purpose", category=one.category.istilah, purpose=scheme.purpose.istilah)
        for one in scheme.cuts
        if one.category not in wanted
    ] or _order_errors(scheme, wanted)


def _order_errors(scheme: Scheme, wanted: tuple[v.Category, ...]) -> list[CoreError]:
    """The higher mark opens the better category; two cuts swapped by hand would turn everybody round."""
    named = [one.category for one in scheme.cuts]
    if named == [category for category in wanted if category in named]:
        return []
    return [CoreError("cuts_not_in_category_order", got=", ".join(one.istilah for one in named))]


def _talent_errors(scheme: Scheme) -> list[CoreError]:
    errors: list[CoreError] = []
    profile = scheme.talent
    codes = {one.code for one in scheme.components}
    tables = {one.code for one in profile.tables}
    for axis in (profile.performance, profile.potential):
        if not axis.parts or any(one.weight <= 0 for one in axis.parts):
            errors.append(CoreError("axis_weights_wrong", profile=profile.code))
        if not axis.middle_from < axis.high_from:
            errors.append(CoreError("axis_cuts_wrong", profile=profile.code))
        for part in axis.parts:
            if part.source is AxisSource.COMPONENT and part.component not in codes:
                errors.append(
                    CoreError("axis_component_unknown", profile=profile.code, component=part.component)
                )
            if part.source in TABLED and part.source.value not in tables:
                errors.append(
                    CoreError("talent_table_missing", profile=profile.code, table=part.source.value)
                )
    # With points alone "Baik" reaches the usual cut of 80, and everybody stands above expectation.
    if not profile.performance_by_label and {p.source for p in profile.performance.parts} == {
        AxisSource.PREDICATE
    }:
        errors.append(CoreError("predicate_axis_without_label", profile=profile.code))
    return errors


def _measurement_errors(scheme: Scheme) -> list[CoreError]:
    errors: list[CoreError] = []
    rule, policy = scheme.discrepancy, scheme.measurement
    if rule.dixon_percent is not None and rule.dixon_percent not in DIXON_LEVELS:
        expected = ", ".join(map(str, DIXON_LEVELS))
        errors.append(CoreError("dixon_level_unknown", got=rule.dixon_percent, expected=expected))
    if rule.residual is not None and rule.residual <= 0:
        errors.append(CoreError("residual_limit_not_positive", got=str(rule.residual)))
    if rule.residual is not None and policy is None:
        errors.append(CoreError("residual_without_measurement"))
    if policy is None:
        return errors
    if not FEWEST_DRAWS <= policy.draws <= MOST_DRAWS:
        errors.append(CoreError("draws_wrong", got=policy.draws, expected=f"{FEWEST_DRAWS}..{MOST_DRAWS}"))
    priors = (policy.halo_sd, policy.halo_sd_where_prior_decides, policy.ability_sd, policy.contrast_sd)
    errors += [CoreError("prior_not_positive", got=str(one)) for one in priors if one <= 0]
    return errors


def _move_errors(scheme: Scheme) -> list[CoreError]:
    policy = scheme.placement
    if policy is None:
        return []
    errors = []
    for code, number in (
        ("experience_weight_wrong", policy.experience_weight),
        ("move_price_wrong", policy.move_price),
    ):
        if not 0 <= number <= ALL:
            errors.append(CoreError(code, got=str(number)))
    if policy.few_moves is not None and policy.few_moves < 0:
        errors.append(CoreError("few_moves_wrong", got=policy.few_moves))
    for n, rule in enumerate(policy.rules, start=1):
        errors += _move_rule_errors(rule, n)
    return errors


def _move_rule_errors(rule: CouplingRule, n: int) -> list[CoreError]:
    wanted = RULE_PARTS[rule.kind]
    told: dict[str, object] = {"kind": rule.kind.istilah, "move_rule": n}
    errors = []
    for part in ("most", "unit", "officials", "positions"):
        given = getattr(rule, part)
        is_given = given not in (None, ())
        if is_given and part not in wanted:
            errors.append(CoreError("move_rule_superfluous", **told, column=part))
        elif part in wanted and not _is_enough(rule, given):
            errors.append(CoreError("move_rule_incomplete", **told, column=part))
    return errors


def _is_enough(rule: CouplingRule, given: object) -> bool:
    if isinstance(given, int):
        return given >= 0
    if not isinstance(given, tuple):
        return given is not None
    if rule.kind is CouplingKind.ONLY_IF:
        return len(given) == 2
    return len(set(given)) == len(given) >= 2
