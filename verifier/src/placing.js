/** Problems, slates and the choice among them, in the ledger's order (docs/evidence-format.md, section 16). */
import { Dossier, Entered } from "./dossier.js";
import { Problem, NOWHERE } from "./problem.js";
import { digestOf } from "./proposing.js";
import { ascending } from "./numbers.js";
import { lawOf } from "./recount.js";
import { whole } from "./rational.js";
import { at, refuse } from "./refusal.js";
import { categoryOf, hasPassed, scoreOf } from "./scoring.js";
import { hasShape } from "./shapes.js";
import { checkCoupling, checkSeats, offered } from "./slate.js";
import { levelsOf, matchWith } from "./talent.js";

/** @typedef {import("./found.js").Found} Found */
/** @typedef {import("./found.js").Shown} Shown */
/** @typedef {import("./rational.js").Fraction} Fraction */
/** @typedef {{hasPassed: boolean, levels: Map<string, Fraction>}} Merits of who takes part */

const KINDS = ["placement", "slate", "proposal"];
/** The file without which nobody is put lower, and with which the way down is open. */
const DEMOTION = "demotion-file";

/** @param {Found} found @returns {Promise<import("./found.js").Outcome>} */
export async function checkPlacement(found) {
  const entries = found.entries.filter((one) => KINDS.includes(one.envelope.type));
  if (!entries.length) return "nothing";
  const asking = new Asking(found);
  for (const [n, entry] of entries.entries()) {
    at({ index: entry.index }, () => asking.take(entry));
    await found.breathe(n, entries.length);
  }
  asking.finish();
  return "holds";
}

class Asking {
  /** @param {Found} found */
  constructor(found) {
    this.found = found;
    /** @type {{problem: Problem, digest: string} | null} */
    this.posed = null;
    /** @type {Map<string, import("./slate.js").Offered>} */
    this.slates = new Map();
    /** @type {{index: number, slate: string}[]} */
    this.choices = [];
    /** @type {Grounds | null | undefined} undefined: not asked yet */
    this.known = undefined;
  }

  /** @param {Shown} entry */
  take({ index, envelope, payload }) {
    if (!hasShape(envelope.type, payload)) refuse(`${envelope.type}_wrong`, { part: "fields" });
    if (envelope.type === "placement") this.takeProblem(index, payload);
    else if (envelope.type === "slate") this.takeSlate(index, payload);
    else this.takeChoice(index, payload);
  }

  /** @param {number} index @param {any} payload */
  takeProblem(index, payload) {
    const { placed } = this.found;
    const problem = new Problem(payload);
    const scheme = this.found.entries.findLast((one) => one.envelope.type === "scheme" && one.payload !== undefined);
    problem.checkParts(scheme?.payload.placement ?? null);
    const grounds = this.isLast(problem) ? this.grounds : null;
    if (grounds === null) this.found.warn("placement_not_recomputed", { index });
    else grounds.check(problem);
    this.posed = { problem, digest: digestOf(payload) };
    this.slates = new Map();
    placed.problems++;
    placed.pairs_not_recomputed_here += problem.n * problem.m;
  }

  /** @param {number} index @param {any} payload */
  takeSlate(index, payload) {
    const { placed } = this.found;
    if (this.posed === null || payload.problem !== this.posed.digest) return refuse("slate_of_another_problem");
    const one = offered(payload, this.posed.problem, !this.slates.size);
    const below = payload.bound - payload.objective;
    if (payload.name === "best" && below) this.found.warn("best_not_proved", { index, gap: below });
    if (one.gap) this.found.warn("slate_proved_by_solver", { index, gap: Number(one.gap) });
    this.slates.set(digestOf(payload), one);
    placed.slates++;
    if (one.isProved) placed.proved++;
    return undefined;
  }

  /** @param {number} index @param {any} payload */
  takeChoice(index, payload) {
    const chosen = this.slates.get(payload.slate);
    if (this.posed === null || chosen === undefined) return refuse("proposal_of_no_slate");
    const { problem } = this.posed;
    const seats = [...chosen.seats];
    for (const { official, position } of payload.seats) {
      const i = problem.row.get(official);
      const j = position === null ? NOWHERE : problem.column.get(position);
      if (i === undefined || j === undefined) return refuse("proposal_wrong", { subject: official });
      seats[i] = j;
    }
    const people = new Set(payload.seats.map((/** @type {any} */ one) => one.official));
    if (people.size !== payload.seats.length) refuse("proposal_wrong", { subject: "" });
    checkSeats(problem, seats, chosen.slate.wishes.opened);
    checkCoupling(problem, seats);
    this.choices.push({ index, slate: payload.slate });
    this.found.placed.choices++;
    return undefined;
  }

  finish() {
    for (const [n, { index, slate }] of this.choices.entries()) {
      if (n < this.choices.length - 1) this.found.warn("proposal_superseded", { index });
      else if (!this.slates.has(slate) || !this.posed || !this.isLast(this.posed.problem)) {
        this.found.warn("proposal_of_older_result", { index });
      }
    }
  }

  /** @param {Problem} problem whether it rests on the last result */
  isLast({ told }) {
    return this.found.result?.payload?.version === told.version;
  }

  /** @returns {Grounds | null} what the last result rests on, where nothing of it was erased */
  get grounds() {
    if (this.known === undefined) this.known = this.found.isComputable ? new Grounds(this.found) : null;
    return this.known;
  }
}

/** The result as far as gates and matches rest on it; what only the law closes is not asked here. */
class Grounds {
  /** @param {Found} found */
  constructor({ entries, result, published }) {
    const end = result?.index ?? 0;
    const before = entries.filter((one) => one.index < end);
    const law = published === null ? new Map() : lawOf(published);
    this.dossier = new Dossier(new Entered(before), law);
    const files = this.dossier.entered.all("permission").filter((one) => one.kind === DEMOTION);
    /** People with a file, of whatever state: what it opens is for the law to say. */
    this.mayFall = new Set(files.map((one) => one.nip));
    /** @type {Map<string, Merits>} */
    this.merits = new Map();
    for (const code of this.dossier.isScored ? this.dossier.participants : []) {
      const { score, byCriterion } = scoreOf(this.dossier, code);
      const category = categoryOf(this.dossier.scheme, score);
      const levels = levelsOf(this.dossier, code, byCriterion);
      this.merits.set(code, { hasPassed: hasPassed(this.dossier.scheme, category), levels });
    }
  }

  /** @param {Problem} problem */
  check(problem) {
    const { told } = problem;
    this.checkLists(problem);
    for (const [i, subject] of told.officials.entries()) {
      for (const [j, position] of told.posts.entries()) {
        if (told.values[i][j] === null) continue;
        if (told.home[i] !== j) this.checkGates(problem, i, j);
        const own = this.matchOf(subject, position);
        if (told.matches[i][j] !== own) {
          refuse("placement_value_differs", { subject, position, published: told.matches[i][j], recomputed: own });
        }
        // What the draws expect only a verifier that draws recomputes; without a measurement there is nothing to expect.
        const expected = told.expected[i][j];
        if (expected !== null && this.dossier.scheme.measurement === null) {
          refuse("placement_value_differs", { subject, position, published: expected, recomputed: null });
        }
      }
    }
  }

  /** @param {Problem} problem people and posts as the entries have them */
  checkLists({ told, column }) {
    const { officials, positions, participants } = this.dossier;
    const takesPart = new Set(participants);
    const people = [...officials.keys()].filter((code) => positions.has(officials.get(code).position) || takesPart.has(code));
    if (ascending(people).join() !== told.officials.join()) refuse("placement_differs", { part: "officials" });
    const held = new Set(people.map((code) => officials.get(code).position));
    const posts = [...positions.values()].filter((one) => one.is_in_play || one.state !== "filled" || held.has(one.code));
    const codes = new Set(posts.map((one) => one.code));
    if (codes.size !== told.posts.length || !told.posts.every((one) => codes.has(one))) refuse("placement_differs", { part: "posts" });
    const home = told.officials.map((code) => column.get(officials.get(code).position) ?? NOWHERE);
    if (home.join() !== told.home.join()) refuse("placement_differs", { part: "home" });
    const units = new Set(told.posts.map((code) => positions.get(code).unit));
    if (ascending(units).join("\n") !== told.units.join("\n")) refuse("placement_differs", { part: "units" });
    const isUnit = told.posts.every((code, j) => told.units[told.unit[j]] === positions.get(code).unit);
    if (!isUnit) refuse("placement_differs", { part: "unit" });
    const knockedOut = told.home.flatMap((j, i) => (j !== NOWHERE && this.isKnockedOut(told.officials[i], told.posts[j]) ? [i] : []));
    if (knockedOut.join() !== told.knocked_out.join()) refuse("placement_differs", { part: "knocked_out" });
  }

  /** @param {Problem} problem @param {number} i @param {number} j of a pair that has a value and is no own post */
  checkGates(problem, i, j) {
    const { told } = problem;
    const [subject, position] = [told.officials[i], told.posts[j]];
    const post = this.dossier.positions.get(position);
    const lacks = (/** @type {boolean} */ isShut, /** @type {string} */ because) => {
      if (isShut) refuse("placement_gate_differs", { subject, position, because });
    };
    const merits = this.merits.get(subject);
    lacks(!this.dossier.isParticipant(subject), "not_a_participant");
    lacks(merits !== undefined && !merits.hasPassed && !this.mayFall.has(subject), "below_the_mark");
    lacks(!post.standard.length, "no_standard");
    lacks(this.matchOf(subject, position) === null, "no_level");
    lacks(this.isKnockedOut(subject, position), "knocked_out");
    const isHeldOutside = post.state === "filled" && problem.holder[j] === NOWHERE;
    lacks(problem.open[i][j] && (!post.is_in_play || isHeldOutside), "not_in_play");
  }

  /** @param {string} code @param {string} position @returns {number | null} hundredths */
  matchOf(code, position) {
    const levels = this.merits.get(code)?.levels;
    if (levels === undefined) return null;
    const match = matchWith(this.dossier, this.dossier.positions.get(position), levels);
    return match === null ? null : Number((match.percent.n * 100n) / match.percent.d);
  }

  /** @param {string} code @param {string} position */
  isKnockedOut(code, position) {
    const levels = this.merits.get(code)?.levels;
    if (levels === undefined || this.matchOf(code, position) === null) return false;
    return this.dossier.positions.get(position).standard.some((/** @type {any} */ one) => {
      const level = levels.get(one.competence);
      return one.mandatory && (level === undefined || level.compare(whole(one.level)) < 0);
    });
  }
}
