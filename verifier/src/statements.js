/** Who may say what about data, plenary and result, and when (docs/evidence-format.md, section 17). */
import { canonical } from "./json.js";
import { refuse } from "./refusal.js";
import { sha256Hex } from "./sha256.js";
import { hasShape } from "./shapes.js";

/** @typedef {import("./envelope.js").Envelope} Envelope */
/** @typedef {{holder: string, role: string} | undefined} By who holds the device that signed */
/** @typedef {{phase: string, isSigned: boolean, by: By}} When */

const PARTICIPANT = "PS";
const OFFICE = ["KP", "SK"];
/** What a participant looks at before signing. */
const OF_ONES_DATA = ["official", "post-held", "performance", "track-record", "assessment"];
const DIGEST = /^[0-9a-f]{64}$/;

/** @param {unknown} told whether it is a text with more than blanks */
export const isWord = (told) => typeof told === "string" && /[^ \t\n\r]/.test(told);

/** @param {string} type @param {any} told @param {string} code refused where it has not the fields of its type */
export function checkFields(type, told, code) {
  if (!hasShape(type, told)) refuse(code, { part: "fields" });
}

/** @param {string | null} scan @param {string} code */
function checkScan(scan, code) {
  if (scan !== null && !DIGEST.test(scan)) refuse(code, { part: "scan" });
}

/** @param {Envelope} envelope @param {By} by */
function checkOffice({ device }, by) {
  if (by === undefined || !OFFICE.includes(by.role)) refuse("said_by_another", { device });
}

/** @param {string[]} codes @param {Set<string>} among whether each stands there, and once */
const areOf = (codes, among) => new Set(codes).size === codes.length && codes.every((one) => among.has(one));

/** What was said so far. */
export class Statements {
  constructor() {
    /** @type {Map<string, string[]>} commitments about each official, by the code */
    this.data = new Map();
    /** @type {Set<string>} */
    this.panel = new Set();
    /** @type {string | null} of the last result, as JSON; null where marks may be given again */
    this.version = null;
    /** @type {string | null} of which version the minutes since then are, as JSON */
    this.minutes = null;
    this.hasMinutes = false;
    /** @type {Map<string, Map<number, {about: string, made_on: string}>>} */
    this.objections = new Map();
    /** @type {Set<string>} of whom an objection was erased */
    this.shut = new Set();
  }

  /** @param {Envelope} envelope @param {any} told @param {When} when */
  judge(envelope, told, when) {
    const { type } = envelope;
    if (type === "data-check") this.judgeCheck(envelope, told, when);
    else if (type === "minutes") this.judgeMinutes(envelope, told, when);
    else if (type === "objection") this.judgeObjection(envelope, told, when);
    else if (type === "phase" && told.verb === "sign_minutes" && this.hasMinutes) this.checkMinutes(this.minutes);
  }

  /** @param {Envelope} envelope @param {any} told @param {When} when */
  judgeCheck(envelope, told, when) {
    const { phase } = when;
    if (phase !== "design" && phase !== "ready") refuse("data_check_out_of_place", { phase });
    checkFields("data-check", told, "data_check_wrong");
    this.checkSubject(envelope, told.official, "data_check_wrong");
    checkScan(told.scan, "data_check_wrong");
    const found = sha256Hex(canonical(this.data.get(told.official)));
    if (told.data !== found) refuse("data_check_of_other_data", { subject: told.official });
    this.checkWho(envelope, told, when);
  }

  /** @param {Envelope} envelope @param {any} told @param {When} when */
  judgeMinutes(envelope, told, { phase, isSigned, by }) {
    if (phase !== "closed") refuse("minutes_out_of_place", { phase });
    checkFields("minutes", told, "minutes_wrong");
    if (envelope.subject || envelope.method) refuse("minutes_wrong", { part: "subject" });
    this.checkMinutes(canonical(told.version));
    const { present, absent, dissent } = told;
    const isWhole = areOf([...present, ...absent], this.panel) && present.length + absent.length === this.panel.size;
    if (!present.length || !isWhole) refuse("minutes_wrong", { part: "panel" });
    if (!areOf(dissent, new Set(present))) refuse("minutes_wrong", { part: "dissent" });
    checkScan(told.scan, "minutes_wrong");
    if (!isSigned) return;
    checkOffice(envelope, by);
    if (told.scan === null) refuse("said_without_scan");
  }

  /** @param {Envelope} envelope @param {any} told @param {When} when */
  judgeObjection(envelope, told, when) {
    checkFields("objection", told, "objection_wrong");
    const { official, number, about, answer } = told;
    this.checkSubject(envelope, official, "objection_wrong");
    checkScan(told.scan, "objection_wrong");
    if ((answer === null) !== (told.answered_on === null)) refuse("objection_wrong", { part: "answer" });
    const made = this.objections.get(official) ?? new Map();
    const isNext = answer === null ? number === made.size + 1 : made.has(number);
    if (!isNext && !this.shut.has(official)) refuse("objection_out_of_order", { number });
    const first = made.get(number);
    if (first !== undefined && (first.about !== about || first.made_on !== told.made_on)) {
      refuse("objection_wrong", { part: "changed" });
    }
    if (answer === null) this.checkWho(envelope, told, when);
    else if (when.isSigned) checkOffice(envelope, when.by);
  }

  /** @param {string | null} version as JSON */
  checkMinutes(version) {
    if (version === null || version !== this.version) refuse("minutes_of_another_result", { expected: this.version });
  }

  /** @param {Envelope} envelope @param {string} official @param {string} code */
  checkSubject({ subject, method }, official, code) {
    if (subject !== official || method || !this.data.has(official)) refuse(code, { part: "subject" });
  }

  /**
   * Refuse what is neither by the person's own device nor by the office's, from a sheet on paper.
   * @param {Envelope} envelope @param {any} told @param {When} when
   */
  checkWho(envelope, { official, scan }, { isSigned, by }) {
    if (!isSigned || (by?.role === PARTICIPANT && by.holder === official)) return;
    checkOffice(envelope, by);
    if (scan === null) refuse("said_without_scan");
  }

  /**
   * Take an entry that was judged.
   * @param {Envelope} envelope @param {any} told @param {{isSigned: boolean, isWhole: boolean}} when
   * @returns {string[]} what must be said of it and is yet lawful
   */
  remember({ type, subject, commit }, told, { isSigned, isWhole }) {
    if (type === "official" && !this.data.has(subject)) this.data.set(subject, []);
    if (OF_ONES_DATA.includes(type)) this.data.get(subject)?.push(commit);
    else if (type === "examiner") this.panel.add(subject);
    else if (type === "result") {
      this.version = "version" in told ? canonical(told.version) : null;
      this.minutes = null;
    } else if (type === "minutes") {
      this.minutes = canonical(told.version);
      this.hasMinutes = true;
    } else if (type === "objection") this.rememberObjection(subject, told);
    else if (type === "phase") {
      if (told.to === "scoring") this.version = this.minutes = null;
      if (told.verb === "sign_minutes" && isSigned && isWhole && !this.hasMinutes) return ["review_without_minutes"];
    }
    return [];
  }

  /** @param {string} subject @param {any} told */
  rememberObjection(subject, told) {
    if (!Object.keys(told).length) {
      this.shut.add(subject);
      return;
    }
    const made = this.objections.get(subject) ?? new Map();
    made.set(told.number, told);
    this.objections.set(subject, made);
  }
}
