/** From marks and words to points, and from a filled form to its score (docs/method/scoring.md, steps 1 to 3). */
import { Fraction, HUNDRED, ZERO, hundredths, least, mean, sum } from "./rational.js";
import { refuse } from "./refusal.js";

/**
 * A label for comparison: capitals folded, blanks joined.
 * @param {string} label
 */
export function folded(label) {
  return label.trim().split(/\s+/).join(" ").toUpperCase().toLowerCase();
}

/**
 * The number an office wrote, with comma or point; null when it is none.
 * @param {string} text
 * @returns {Fraction | null}
 */
export function numberIn(text) {
  const [found, sign, digits, part] = /^(-?)([0-9]+)(?:[.,]([0-9]*))?$/.exec(text.trim()) ?? [];
  if (found === undefined) return null;
  const places = part ?? "";
  return new Fraction(BigInt(sign + digits + places), 10n ** BigInt(places.length));
}

/** @param {any} scheme @param {string} code */
export function conversionOf(scheme, code) {
  return scheme.conversions.find((/** @type {any} */ one) => one.code === code) ?? refuse("conversion_unknown");
}

/** @param {any} conversion @param {Fraction} mark @returns {Fraction} */
export function pointsOfMark(conversion, mark) {
  if (mark.n < 0n) return refuse("mark_negative");
  if (conversion.kind === "identity") return least(mark, HUNDRED);
  if (conversion.kind === "linear") {
    if (!conversion.highest) return refuse("conversion_without_highest");
    return least(HUNDRED.times(mark).over(hundredths(conversion.highest)), HUNDRED);
  }
  if (conversion.kind === "bands") {
    const reached = conversion.steps.filter(
      (/** @type {any} */ one) => one.at_least !== null && hundredths(one.at_least).compare(mark) <= 0,
    );
    if (!reached.length) return refuse("mark_below_every_band");
    reached.sort((/** @type {any} */ a, /** @type {any} */ b) => b.at_least - a.at_least || b.points - a.points);
    return hundredths(reached[0].points);
  }
  const step = conversion.steps.find((/** @type {any} */ one) => {
    const told = one.label === null ? null : numberIn(one.label);
    return told !== null && told.compare(mark) === 0;
  });
  return step === undefined ? refuse("mark_not_in_table") : hundredths(step.points);
}

/** @param {any} conversion @param {string} label @returns {Fraction} */
export function pointsOfLabel(conversion, label) {
  if (conversion.kind !== "table") {
    const told = numberIn(label);
    return told === null ? refuse("value_not_a_number") : pointsOfMark(conversion, told);
  }
  const wanted = folded(label);
  const step = conversion.steps.find((/** @type {any} */ one) => one.label !== null && folded(one.label) === wanted);
  return step === undefined ? refuse("label_unknown") : hundredths(step.points);
}

/** @param {any} scheme @param {any} criterion @returns {Fraction} */
function lowestPoints(scheme, criterion) {
  const conversion = conversionOf(scheme, criterion.conversion);
  if (criterion.lowest === null) {
    return conversion.steps.map((/** @type {any} */ one) => hundredths(one.points)).reduce(least);
  }
  const marks = criterion.marks.length ? criterion.marks : [criterion.lowest];
  return pointsOfMark(conversion, hundredths(Math.min(...marks)));
}

/**
 * Score of one filled form, and the points of each criterion that has evidence.
 * @param {any} scheme @param {any[]} form its criteria @param {any[]} ratings
 * @returns {{total: Fraction, byCriterion: Map<string, Fraction>}}
 */
export function formPoints(scheme, form, ratings) {
  const marks = new Map(ratings.map((one) => [one.criterion, one]));
  /** @type {Map<string, Fraction>} */
  const byCriterion = new Map();
  let total = ZERO;
  let leftOut = ZERO;
  for (const one of form) {
    const told = marks.get(one.code);
    const weight = hundredths(one.weight);
    if (told?.state === "scored" && told.mark !== null) {
      const points = pointsOfMark(conversionOf(scheme, one.conversion), hundredths(told.mark));
      byCriterion.set(one.code, points);
      total = total.plus(weight.times(points));
    } else if (told?.state !== "no-evidence") refuse("mark_missing");
    else if (scheme.no_evidence === "lowest") total = total.plus(weight.times(lowestPoints(scheme, one)));
    else leftOut = leftOut.plus(weight);
  }
  const all = sum(form.map((one) => hundredths(one.weight)));
  const most = hundredths(scheme.most_missing_share).times(all);
  if (leftOut.times(HUNDRED).compare(most) > 0 || leftOut.compare(all) === 0) refuse("too_much_missing");
  return { total: total.over(all.plus(new Fraction(-leftOut.n, leftOut.d))), byCriterion };
}

/** @param {string} rule @param {Fraction[]} points @returns {Fraction} */
export function acrossExaminers(rule, points) {
  const ordered = [...points].sort((a, b) => a.compare(b));
  if (!ordered.length) return refuse("no_examiner_scored");
  if (rule === "median") {
    const middle = ordered.length >> 1;
    return ordered.length % 2 ? ordered[middle] : mean([ordered[middle - 1], ordered[middle]]);
  }
  if (rule !== "trimmed") return mean(ordered);
  return ordered.length < 3 ? refuse("too_few_examiners_to_trim") : mean(ordered.slice(1, -1));
}

/**
 * Levels against a standard in percent, never above 100 (docs/method/matching.md).
 * @param {string} cap @param {{level: Fraction, required: Fraction}[]} pairs
 */
export function matchPercent(cap, pairs) {
  const held = sum(pairs.map(({ level, required }) => (cap === "each" ? least(level, required) : level)));
  return least(HUNDRED, held.times(HUNDRED).over(sum(pairs.map((one) => one.required))));
}
