/** Problems, slates and the choice among them, in the ledger's order (docs/evidence-format.md, section 16). */
import { Dossier, Entered } from "./dossier.js";
import { checkGates, checkThreeNames } from "./gates.js";
import { Problem, NOWHERE } from "./problem.js";
import { digestOf } from "./proposing.js";
import { ascending } from "./numbers.js";
import { lawOf } from "./recount.js";
import { whole } from "./rational.js";
import { at, refuse } from "./refusal.js";
import { categoryOf, hasPassed, scoreOf } from "./scoring.js";
import { hasShape } from "./shapes.js";
import { checkCoupling, checkSeats, offered } from "./slate.js";
import { checkTogether } from "./together.js";
import { boxOf, levelsOf, matchOf, matchWith } from "./talent.js";

/** @typedef {import("./found.js").Found} Found */
/** @typedef {import("./found.js").Shown} Shown */
/** @typedef {import("./rational.js").Fraction} Fraction */
/** @typedef {{hasPassed: boolean, isBelow: boolean, score: Fraction, levels: Map<string, Fraction>}} Merits of who takes part */

const KINDS = ["placement", "slate", "proposal"];
/** The file with which the way down is open. */
const DEMOTION = "demotion-file";
/** Row of the talent map in which nobody is moved. */
const BELOW = "DI_BAWAH";

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

const isObject = (/** @type {any} */ one) => typeof one === "object" && one !== null && !Array.isArray(one);

class Asking {
  /** @param {Found} found */
  constructor(found) {
    this.found = found;
    /** @type {{problem: Problem, digest: string, index: number, fewMoves: number | null, isMeasured: boolean} | null} */
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
    // It is about everybody: under one person's code an own bundle would hold a part of it.
    if (envelope.subject !== "" || envelope.method !== "") refuse(`${envelope.type}_wrong`, { part: "subject" });
    if (!hasShape(envelope.type, payload)) refuse(`${envelope.type}_wrong`, { part: "fields" });
    if (envelope.type === "placement") this.takeProblem(index, payload);
    else if (envelope.type === "slate") this.takeSlate(index, payload);
    else this.takeChoice(index, payload);
  }

  /** @param {number} index @param {any} payload */
  takeProblem(index, payload) {
    const { placed } = this.found;
    const problem = new Problem(payload);
    const isScheme = (/** @type {Shown} */ one) => one.index < index && one.envelope.type === "scheme" && isObject(one.payload);
    const scheme = this.found.entries.findLast(isScheme)?.payload ?? {};
    const policy = problem.checkParts(scheme.placement ?? null);
    const grounds = this.isLast(problem) ? this.grounds : null;
    if (grounds === null) this.found.warn("placement_not_recomputed", { index });
    else grounds.check(problem);
    this.checkAnswered();
    const isMeasured = (scheme.measurement ?? null) !== null;
    this.posed = { problem, digest: digestOf(payload), index, fewMoves: policy.few_moves, isMeasured };
    this.slates = new Map();
    placed.problems++;
    placed.pairs_not_recomputed_here += problem.n * problem.m;
  }

  /** Whoever poses a problem shows at least the best; which of the three is not there is told. */
  checkAnswered() {
    if (this.posed === null) return;
    const { index } = this.posed;
    if (!this.slates.size) refuse("best_slate_missing", { index });
    const told = [...this.slates.values()].map(({ slate }) => slate);
    const isDrawn = told.some(({ draws }) => draws !== null);
    for (const name of isDrawn ? ["few-moves", "robust"] : ["few-moves"]) {
      if (!told.some((one) => one.name === name)) this.found.warn("slate_left_out", { index, name });
    }
  }

  /** @param {number} index @param {any} payload */
  takeSlate(index, payload) {
    const { placed } = this.found;
    if (this.posed === null || payload.problem !== this.posed.digest) return refuse("slate_of_another_problem");
    const one = offered(payload, this.posed.problem, !this.slates.size);
    if (payload.draws !== null && !this.posed.isMeasured) refuse("slate_wrong", { part: "draws" });
    checkTogether(one, [...this.slates.values()], this.posed.problem, this.posed.fewMoves);
    const below = payload.bound - payload.objective;
    // The most robust is none of the best by value: its bound is theirs.
    if (payload.name !== "robust" && below) this.found.warn("best_not_proved", { index, gap: below });
    if (one.gap) this.found.warn("slate_proved_by_solver", { index, gap: Number(one.gap) });
    this.slates.set(digestOf(payload), one);
    placed.slates++;
    if (payload.draws !== null) placed.draws_not_recomputed_here++;
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
    this.checkAnswered();
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
export class Grounds {
  /** @param {Found} found */
  constructor({ entries, result, published }) {
    const end = result?.index ?? 0;
    const before = entries.filter((one) => one.index < end);
    const law = published === null ? new Map() : lawOf(published);
    this.dossier = new Dossier(new Entered(before), law);
    const files = this.dossier.entered.all("permission").filter((one) => one.kind === DEMOTION && one.state === "granted");
    this.files = new Set(files.map((one) => one.nip));
    /** @type {Map<string, Merits>} */
    this.merits = new Map();
    for (const code of this.dossier.isScored ? this.dossier.participants : []) {
      const scored = scoreOf(this.dossier, code);
      const { score, byCriterion } = scored;
      const category = categoryOf(this.dossier.scheme, score);
      const levels = levelsOf(this.dossier, code, byCriterion);
      const box = boxOf(this.dossier, code, scored, matchOf(this.dossier, code, levels));
      const isBelow = box !== null && this.isBelow(box.number);
      this.merits.set(code, { hasPassed: hasPassed(this.dossier.scheme, category), isBelow, score, levels });
    }
  }

  /** @param {number} box whether it is of the row below expectation */
  isBelow(box) {
    return Object.values(this.dossier.value("TAL-BOX", "matrix", BELOW)).includes(box);
  }

  /** @param {string} code whether the file of a demotion was granted for this very person */
  hasFile(code) {
    return this.files.has(code);
  }

  /** @param {Problem} problem */
  check(problem) {
    const { told } = problem;
    this.checkLists(problem);
    checkThreeNames(this, problem);
    for (const [i, subject] of told.officials.entries()) {
      for (const [j, position] of told.posts.entries()) {
        if (told.home[i] !== j) checkGates(this, problem, i, j);
        if (told.values[i][j] === null) continue;
        this.checkExperience(problem, i, j);
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

  /** @param {Problem} problem @param {number} i @param {number} j whether experience counts there at all; how much is taken as told */
  checkExperience({ told }, i, j) {
    const [subject, position] = [told.officials[i], told.posts[j]];
    const counts = this.dossier.scheme.placement.experience_weight > 0 && this.dossier.positions.get(position).experience_fields.length > 0;
    const published = told.experience[i][j];
    if ((published !== null) !== counts) refuse("placement_value_differs", { subject, position, published, recomputed: null });
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
