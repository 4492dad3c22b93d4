/** What may be decided about whom (docs/evidence-format.md, section 17). */
import { SAME, keyOf } from "./dossier.js";
import { canonical } from "./json.js";
import { DECIDING_OFFICER, digestOf } from "./proposing.js";
import { refuse } from "./refusal.js";
import { checkFields, isWord } from "./statements.js";

/** @typedef {import("./envelope.js").Envelope} Envelope */
/** @typedef {{phase: string, isSigned: boolean, isWhole: boolean, by: import("./statements.js").By}} When */
/** @typedef {Map<string, string | null>} Seats */
/** @typedef {{digest: string, seats: Seats, homes: Seats}} Proposed where each is to sit, and where each sits now */

const CLEARING = ["result", "pertek"];
const DOWNWARD = ["jpt-utama", "jpt-madya", "jpt-pratama", "administrator", "pengawas", "pelaksana"];
const WITH_GROUND = ["released", "demoted"];

/** @param {unknown} told @returns {any[]} */
const listOf = (told) => (Array.isArray(told) ? told : []);

/** @param {unknown} told */
const isText = (told) => typeof told === "string";

/**
 * A proposal's seats; of lists that do not fit each other nobody is proposed.
 * @param {any} told @param {any} slate @param {any} problem @returns {Proposed}
 */
function proposedIn(told, slate, problem) {
  const digest = digestOf(told);
  const nobody = { digest, seats: new Map(), homes: new Map() };
  const [officials, posts, home, seats] = [problem.officials, problem.posts, problem.home, slate.seats].map(listOf);
  const fits = officials.length === seats.length && seats.length === home.length;
  if (!fits || ![...officials, ...posts].every(isText)) return nobody;
  const found = new Map(officials.map((code, i) => [code, seats[i]]));
  for (const one of listOf(told.seats)) if (found.has(one?.official)) found.set(one.official, one.position ?? null);
  if (![...found.values()].every((one) => one === null || isText(one))) return nobody;
  const homes = new Map(officials.map((code, i) => [code, typeof home[i] === "number" ? posts[home[i]] ?? null : null]));
  return { digest, seats: found, homes };
}

/** What was proposed, cleared and decided so far. */
export class Decisions {
  constructor() {
    this.needsLetters = false;
    /** @type {Map<string, unknown>} of posts by their codes */
    this.levels = new Map();
    /** @type {Map<string, unknown>} of officials by theirs */
    this.ownLevels = new Map();
    /** @type {Map<string, any>} those that stand, in the order of their entries */
    this.letters = new Map();
    /** @type {any} */
    this.problem = {};
    /** @type {Map<string, any>} */
    this.slates = new Map();
    /** @type {Proposed | null} */
    this.proposed = null;
    /** @type {Map<string, {proposal: string | null, position: string | null}>} null: erased */
    this.decided = new Map();
  }

  /** @param {Envelope} envelope @param {any} told @param {When} when */
  judge(envelope, told, { phase, isSigned, isWhole, by }) {
    if (envelope.type === "decision") {
      if (phase !== "decision") refuse("decision_out_of_place", { phase });
      checkFields("decision", told, "decision_wrong");
      this.judgeWords(envelope, told, isSigned && by?.role !== DECIDING_OFFICER);
      if (isWhole) this.judgeSeat(told);
    } else if (envelope.type === "phase" && told.verb === "issue_decrees" && isWhole) this.judgeDecrees();
  }

  /** @param {Envelope} envelope @param {any} told @param {boolean} isRecorded by two people */
  judgeWords({ subject, method }, told, isRecorded) {
    if (subject !== told.official || method || !this.ownLevels.has(subject)) refuse("decision_wrong", { part: "subject" });
    for (const part of ["decree", "letter"]) {
      const number = told[part];
      const isSound = number === null ? told[`${part}_on`] === null : told[`${part}_on`] !== null && isWord(number);
      if (!isSound) refuse("decision_wrong", { part });
    }
    const { ground } = told;
    if (ground !== null && !(isWord(ground.number) && isWord(ground.issuer))) refuse("decision_wrong", { part: "ground" });
    if (isRecorded && told.letter === null && told.decree === null) refuse("decision_without_letter");
  }

  /** @param {any} told */
  judgeSeat({ official, position, proposal, kind, reasons, ground }) {
    const { proposed } = this;
    if (proposed === null || proposal !== proposed.digest) return refuse("decision_of_another_proposal");
    if (!proposed.seats.has(official)) refuse("decision_of_nobody_proposed", { subject: official });
    const chosen = proposed.seats.get(official) ?? null;
    const home = proposed.homes.get(official) ?? null;
    if (![chosen, home, null].includes(position)) refuse("decision_of_another_target", { position });
    if (kind !== this.kindOf(official, position, home)) refuse("decision_wrong", { part: "kind" });
    if (position !== chosen && !isWord(reasons)) refuse("decision_without_reasons", { subject: official });
    const needsGround = WITH_GROUND.includes(kind);
    if (needsGround && ground === null) refuse("decision_without_ground", { subject: official });
    if (!needsGround && ground !== null) refuse("decision_wrong", { part: "ground" });
    if (position === null) return;
    if (position !== home && !this.isCleared(official, position)) refuse("decision_not_cleared", { subject: official, position });
    const isTaken = [...this.standing(proposed)].some(([code, other]) => other === position && code !== official);
    if (isTaken) refuse("decision_post_taken", { position });
  }

  /** @param {string} official @param {string | null} position @param {string | null} home @returns {string} */
  kindOf(official, position, home) {
    if (position === home) return "kept";
    if (position === null) return "released";
    if (home === null) return "appointed";
    const [own, other] = [this.ownLevels.get(official), this.levels.get(position)].map((one) => DOWNWARD.indexOf(String(one)));
    if (own < 0 || other < 0 || own === other) return "rotated";
    return other > own ? "demoted" : "promoted";
  }

  /** @param {string} official @param {string} post whether the reviewer's letters let this person on it */
  isCleared(official, post) {
    const answered = [...this.letters.values()].filter(({ state }) => state === "granted" || state === "refused");
    let isGranted = !this.needsLetters && !answered.length;
    for (const kind of CLEARING) {
      const about = answered.filter((one) => one.kind === kind && [null, post].includes(one.position ?? null));
      const own = about.filter(({ nip }) => nip === official);
      const last = (own.length ? own : about.filter(({ nip }) => (nip ?? null) === null)).at(-1);
      if (last?.state === "refused") return false;
      if (last !== undefined) isGranted = true;
    }
    return isGranted;
  }

  /** @param {Proposed} proposed @returns {Seats} of whom a decision stands */
  standing({ digest, seats }) {
    const stands = [...this.decided].filter(
      ([code, one]) => one.proposal !== null && seats.has(code) && (one.proposal === digest || one.position === seats.get(code)),
    );
    return new Map(stands.map(([code, { position }]) => [code, position]));
  }

  judgeDecrees() {
    const { proposed } = this;
    if (proposed === null || !this.decided.size) return;
    const standing = this.standing(proposed);
    for (const code of proposed.seats.keys()) {
      const isDone = standing.has(code) || this.decided.get(code)?.proposal === null;
      if (!isDone) refuse("decrees_before_decisions", { subject: code });
    }
    const taken = new Set();
    for (const [subject, position] of standing) {
      if (position !== null && taken.has(position)) refuse("decision_post_taken", { subject, position });
      taken.add(position);
    }
  }

  /**
   * Take an entry that was judged.
   * @param {Envelope} envelope @param {any} told @param {{isSigned: boolean, isWhole: boolean}} when
   * @returns {string[]} what must be said of it and is yet lawful
   */
  remember({ type, subject }, told, { isSigned, isWhole }) {
    if (type === "event") this.needsLetters = isText(told.assessed_level) && told.assessed_level.startsWith("jpt-");
    else if (type === "position") this.levels.set(told.code, told.level);
    else if (type === "official") this.ownLevels.set(subject, told.level);
    else if (type === "permission" && CLEARING.includes(told.kind)) {
      const thing = keyOf(...SAME.permission.map((name) => canonical(told[name] ?? null)));
      this.letters.delete(thing);
      this.letters.set(thing, told);
    } else if (type === "decision") {
      this.decided.set(subject, { proposal: told.proposal ?? null, position: told.position ?? null });
    } else if (type === "result") {
      this.problem = {};
      this.slates.clear();
      this.proposed = null;
    } else if (type === "placement") {
      this.problem = told;
      this.slates.clear();
    } else if (type === "slate") this.slates.set(digestOf(told), told);
    else if (type === "proposal") this.proposed = proposedIn(told, this.slates.get(told.slate) ?? {}, this.problem);
    else if (type === "phase" && told.verb === "issue_decrees" && isSigned && isWhole) {
      if (this.proposed !== null && !this.decided.size) return ["decrees_without_decisions"];
    }
    return [];
  }
}
