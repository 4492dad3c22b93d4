/** What closes a pair, as far as the result and the posts say so; law is taken as told (docs/evidence-format.md, section 16). */
import { NOWHERE } from "./problem.js";
import { refuse } from "./refusal.js";

/** @typedef {import("./problem.js").Problem} Problem */
/** @typedef {import("./placing.js").Grounds} Grounds */

/** Grounds that are no rule of law: what is told of these is recomputed, both ways. */
const OF_THE_RESULT = ["not_a_participant", "below_the_mark", "performance_below", "no_standard", "no_level", "knocked_out", "not_in_play"];
const BANNED = "banned"; // held against the rules of the policy already
const BEYOND = "not_among_three";
/** From the highest; functional posts stand in no order with these. */
const DOWNWARD = ["jpt-utama", "jpt-madya", "jpt-pratama", "administrator", "pengawas", "pelaksana"];

/**
 * Refuse a pair whose grounds are not those that the result and the posts make.
 * @param {Grounds} grounds @param {Problem} problem @param {number} i @param {number} j of no own post
 */
export function checkGates(grounds, problem, i, j) {
  const [subject, position] = [problem.told.officials[i], problem.told.posts[j]];
  const { dossier } = grounds;
  const post = dossier.positions.get(position);
  const wrong = (/** @type {string} */ because) => refuse("placement_gate_differs", { subject, position, because });
  const told = new Set(problem.grounds.get(i * problem.m + j) ?? []);
  const kept = keptBy(grounds, subject);
  const falls = kept !== null && isLower(dossier.officials.get(subject), post) && grounds.hasFile(subject);
  const isHeldOutside = post.state === "filled" && problem.holder[j] === NOWHERE;
  const isFree = post.is_in_play && !isHeldOutside;
  /** @type {(string | null)[]} */
  const made = kept !== null && !falls ? [kept] : [withoutMatch(grounds, subject, position), isFree ? null : "not_in_play"];
  for (const code of OF_THE_RESULT) if (told.has(code) !== made.includes(code)) wrong(code);
  const others = [...told].filter((one) => !OF_THE_RESULT.includes(one) && one !== BANNED);
  for (const one of others) {
    const isOfSelection = one === BEYOND && dossier.event.kind === "open-selection" && told.size - Number(told.has(BANNED)) === 1;
    const isOfLaw = dossier.rules.has(one) && (kept === null || kept === "not_a_participant" || falls);
    if (!isOfSelection && !isOfLaw) wrong(one);
  }
  const isOpenable = told.size === 1 && told.has("not_in_play") && !isHeldOutside;
  if (isOpenable !== problem.openable.has(i * problem.m + j)) wrong("not_in_play");
}

/** @param {Grounds} grounds @param {string} code @returns {string | null} why somebody keeps the own post, whatever the others do */
function keptBy(grounds, code) {
  if (!grounds.dossier.isParticipant(code)) return "not_a_participant";
  const merits = grounds.merits.get(code);
  if (merits !== undefined && !merits.hasPassed) return "below_the_mark";
  return merits?.isBelow ? "performance_below" : null;
}

/** @param {Grounds} grounds @param {string} code @param {string} position @returns {string | null} why no match counts there */
function withoutMatch(grounds, code, position) {
  if (!grounds.dossier.positions.get(position).standard.length) return "no_standard";
  if (grounds.matchOf(code, position) === null) return "no_level";
  return grounds.isKnockedOut(code, position) ? "knocked_out" : null;
}

/** @param {any} official @param {any} post */
function isLower(official, post) {
  const [own, other] = [official, post].map(({ level }) => DOWNWARD.indexOf(level));
  return own >= 0 && other > own;
}

/**
 * In an open selection the best three of a post by score are put forward, and nobody else.
 * @param {Grounds} grounds @param {Problem} problem
 */
export function checkThreeNames({ dossier, merits }, { told, m, grounds }) {
  if (dossier.event.kind !== "open-selection") return;
  const most = Number(dossier.value("OPEN-3NAMES", "names"));
  for (const [j, position] of told.posts.entries()) {
    const wrong = (/** @type {number} */ i) => refuse("placement_gate_differs", { subject: told.officials[i], position, because: BEYOND });
    const groundsOf = (/** @type {number} */ i) => (grounds.get(i * m + j) ?? []).filter((one) => one !== BANNED);
    const rows = [...told.officials.keys()].filter((i) => told.home[i] !== j && groundsOf(i).every((one) => one === BEYOND));
    const shut = rows.filter((i) => groundsOf(i).length);
    const named = rows.filter((i) => !groundsOf(i).length);
    if (rows.length && named.length !== Math.min(most, rows.length)) wrong(shut[0] ?? rows[0]);
    const score = (/** @type {number} */ i) => merits.get(told.officials[i])?.score;
    for (const i of shut) {
      const own = score(i);
      if (own !== undefined && named.some((other) => (score(other)?.compare(own) ?? -1) < 0)) wrong(i);
    }
  }
}
