/** What must be there, and what must not, before anything is computed (docs/method/scoring.md). */
import { keyOf } from "./dossier.js";
import { folded, numberIn } from "./points.js";
import { hundredths } from "./rational.js";
import { refuse } from "./refusal.js";
import { latestAppraisal } from "./talent.js";

/** @typedef {import("./dossier.js").Dossier} Dossier */

const ABOUT_A_PERSON = (
  "post-held attendance rating-sheet reconfirmation feedback performance track-record assessment conflict assignment permission"
).split(" ");

/** @param {boolean} holds @param {string} code @param {Record<string, unknown>} [facts] */
function demand(holds, code, facts) {
  if (!holds) refuse(code, facts);
}

/** @param {number | null} value @param {number} most both in hundredths */
const isWithin = (value, most) => value === null || (value >= 0 && value <= most);

/** @param {Dossier} dossier what is wrong whether or not anybody was rated */
export function checkEntered(dossier) {
  const { entered, scheme, officials, positions, competences } = dossier;
  for (const [subject, one] of officials) {
    demand(one.position === null || positions.has(one.position), "position_unknown", { subject });
    demand(one.in_position_since <= dossier.event.starts_on, "in_position_after_event", { subject });
  }
  for (const { standard } of positions.values()) {
    const asked = standard.map((/** @type {any} */ one) => one.competence);
    demand(new Set(asked).size === asked.length, "competence_twice");
    for (const one of standard) {
      demand(competences.has(one.competence), "competence_unknown");
      demand(one.level >= 1 && one.level <= 5, "standard_outside_scale");
    }
  }
  for (const one of scheme.criteria) {
    for (const { competence } of one.speaks_for) demand(competences.has(competence), "competence_unknown");
  }
  for (const type of ABOUT_A_PERSON) {
    for (const { nip } of entered.all(type)) demand(nip === null || officials.has(nip), "official_unknown");
  }
  const examiners = new Set(entered.all("examiner").map((one) => one.code));
  for (const type of ["assignment", "rating-sheet", "reconfirmation"]) {
    for (const { examiner } of entered.all(type)) demand(examiners.has(examiner), "examiner_unknown");
  }
  checkRecords(dossier);
}

/** @param {Dossier} dossier */
function checkRecords({ entered, scheme, competences, event }) {
  for (const { nip: subject, levels, potential } of entered.all("assessment")) {
    for (const [code, level] of Object.entries(levels)) {
      demand(competences.has(code), "competence_unknown", { subject });
      demand(isWithin(/** @type {number} */ (level), 500), "level_outside_scale", { subject });
    }
    demand(isWithin(potential, 10_000), "potential_outside_scale", { subject });
  }
  const performances = entered.all("performance");
  const years = new Set(performances.filter((one) => one.half === null).map((one) => keyOf(one.nip, one.year)));
  for (const { nip: subject, year, half, achievement } of performances) {
    demand(isWithin(achievement, 100_000), "achievement_outside_scale", { subject });
    demand(year <= Number(event.data_on.slice(0, 4)), "performance_in_the_future", { subject });
    demand(half === null || !years.has(keyOf(subject, year)), "performance_overlaps", { subject });
  }
  const criteria = new Set(scheme.criteria.map((/** @type {any} */ one) => one.code));
  for (const one of entered.all("track-record")) demand(criteria.has(one.criterion), "criterion_unknown", { subject: one.nip });
}

/** @param {Dossier} dossier what must be there, and what must not, once marks are */
export function checkMarks(dossier) {
  const { entered, scheme } = dossier;
  const present = new Set(entered.all("attendance").map((one) => one.nip));
  for (const subject of dossier.participants) demand(present.has(subject), "attendance_missing", { subject });
  for (const one of entered.all("rating-sheet")) {
    const subject = one.nip;
    demand(dossier.isParticipant(subject), "mark_for_nonparticipant", { subject });
    demand(Boolean(dossier.expected.get(keyOf(subject, one.method))?.has(one.examiner)), "mark_not_assigned", { subject });
    checkRatings(scheme, one.method, one.ratings, subject);
  }
  for (const one of entered.all("feedback")) checkRatings(scheme, "feedback-360", one.ratings, one.nip);
  for (const one of entered.all("reconfirmation")) {
    const subject = one.nip;
    demand(dossier.sheets.has(keyOf(one.examiner, subject, one.method)), "confirmed_without_sheet", { subject });
    demand(one.reason.trim() !== "", "confirmed_without_reason", { subject });
  }
  if (scheme.talent.performance_by_label) checkPredicates(dossier);
}

/** @param {Dossier} dossier */
function checkPredicates(dossier) {
  const known = Object.keys(dossier.value("TAL-PREDICATE-AXIS", "axis")).map(folded);
  for (const subject of dossier.participants) {
    const appraisal = latestAppraisal(dossier, subject);
    demand(appraisal === undefined || known.includes(folded(appraisal.predicate)), "label_unknown", { subject });
  }
}

/** @param {any} scheme @param {string} method @param {any[]} ratings @param {string} subject */
function checkRatings(scheme, method, ratings, subject) {
  const form = new Map(
    scheme.criteria.filter((/** @type {any} */ one) => one.method === method).map((/** @type {any} */ one) => [one.code, one]),
  );
  const seen = new Set();
  for (const { criterion, state, mark } of ratings) {
    const asked = form.get(criterion);
    demand(asked !== undefined, "criterion_unknown", { subject });
    demand(!seen.has(criterion), "mark_twice", { subject });
    seen.add(criterion);
    demand((mark !== null) === (state === "scored"), "mark_and_state_disagree", { subject });
    demand(mark === null || isOnScale(scheme, asked, mark), "mark_outside_scale", { subject });
  }
}

/** @param {any} scheme @param {any} criterion @param {number} mark in hundredths */
function isOnScale(scheme, criterion, mark) {
  const { lowest, highest, marks } = criterion;
  if (lowest === null || highest === null) {
    const conversion = scheme.conversions.find((/** @type {any} */ one) => one.code === criterion.conversion);
    const told = (conversion?.steps ?? []).map((/** @type {any} */ one) => (one.label === null ? null : numberIn(one.label)));
    return told.some((/** @type {any} */ one) => one !== null && one.compare(hundredths(mark)) === 0);
  }
  return mark >= lowest && mark <= highest && (!marks.length || marks.includes(mark));
}
