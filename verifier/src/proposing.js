/** What may be proposed and chosen when (docs/evidence-format.md, section 12, items 12 and 13). */
import { canonical } from "./json.js";
import { refuse } from "./refusal.js";
import { sha256Hex } from "./sha256.js";

/** @typedef {import("./envelope.js").Envelope} Envelope */
/** @typedef {{phase: string, isSigned: boolean, role: string | undefined}} When role: of who signed with a device */

export const DECIDING_OFFICER = "PK";
const COMPUTED = ["placement", "slate", "timetable"];

/** @param {any} payload what a later entry names an earlier one by */
export const digestOf = (payload) => sha256Hex(canonical(payload));

/** @param {unknown} told */
const isWord = (told) => typeof told === "string" && /[^ \t\n\r]/.test(told);

/** Which result, problem and slates stand. */
export class Proposals {
  constructor() {
    /** @type {string | null} version of the last result, as JSON; null where marks may be given again */
    this.version = null;
    /** @type {string | null} */
    this.problem = null;
    /** @type {Set<unknown>} */
    this.slates = new Set();
  }

  /** @param {Envelope} envelope @param {any} told @param {When} when */
  judge({ type, device, sig_alg }, told, { phase, isSigned, role }) {
    if (type === "timetable" && !["design", "ready", "scoring"].includes(phase)) refuse("timetable_after_close", { phase });
    if (type === "placement" || type === "slate") {
      const isEarly = this.version === null || this.version === "null";
      if (isEarly || ["scoring", "decision", "follow-up"].includes(phase)) refuse("placement_out_of_place", { phase });
    }
    if (type === "proposal") this.judgeChoice(told, phase, isSigned && role !== DECIDING_OFFICER);
    if (isSigned && COMPUTED.includes(type) && sig_alg !== "server-ed25519") refuse("not_by_the_server", { device });
    if (type === "placement" && canonical(told.version ?? null) !== this.version) {
      refuse("placement_of_another_result", { expected: this.version });
    }
    if (type === "slate" && (this.problem === null || told.problem !== this.problem)) refuse("slate_of_another_problem");
  }

  /** @param {any} told @param {string} phase @param {boolean} isRecorded from a letter, by two people */
  judgeChoice(told, phase, isRecorded) {
    if (phase !== "review") refuse("proposal_outside_review", { phase });
    if (!this.slates.has(told.slate)) refuse("proposal_of_no_slate");
    if (canonical(told.seats ?? null) !== "[]" && !isWord(told.reasons)) refuse("proposal_without_reasons");
    if (isRecorded && !(isWord(told.letter) && isWord(told.letter_on))) refuse("proposal_without_letter");
  }

  /** @param {string} type @param {any} told */
  remember(type, told) {
    const isReturn = type === "phase" && told.to === "scoring";
    if (type === "result" || isReturn) {
      this.version = isReturn ? null : canonical(told.version ?? null);
      this.problem = null;
      this.slates.clear();
    } else if (type === "placement") {
      this.problem = digestOf(told);
      this.slates.clear();
    } else if (type === "slate") this.slates.add(digestOf(told));
  }
}
