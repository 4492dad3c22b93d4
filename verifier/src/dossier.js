/** What was entered, as it stands before the last result: the newest of each thing, and who is expected to rate whom. */
import { refuse } from "./refusal.js";
import { checkShape } from "./shapes.js";

/** @typedef {{index: number, envelope: import("./envelope.js").Envelope, payload?: any}} Entry */

/** What tells the same thing (docs/evidence-format.md, section 6). */
/** @type {Record<string, string[]>} */
export const SAME = {
  competence: ["code"],
  position: ["code"],
  examiner: ["code"],
  "post-held": ["nip", "title", "unit", "since"],
  permission: ["kind", "issuer", "nip", "position", "rule", "number"],
  conflict: ["examiner", "nip", "kind"],
  assignment: ["examiner", "method", "nip"],
  attendance: ["nip", "method"],
  "rating-sheet": ["examiner", "nip", "method"],
  reconfirmation: ["examiner", "nip", "method"],
  feedback: ["nip", "group", "sheet"],
  performance: ["nip", "year", "half"],
  "track-record": ["nip", "criterion", "item"],
  assessment: ["nip", "report_number"],
  agency: [],
  event: [],
  scheme: [],
  rulebook: [],
};
const PANEL = ["paper", "presentation", "interview", "group-discussion", "written-test"];

/** @param {...unknown} parts */
export const keyOf = (...parts) => JSON.stringify(parts);

/** @param {any[]} rows @param {(row: any) => string} key @returns {Map<string, any[]>} */
function grouped(rows, key) {
  const out = new Map();
  for (const row of rows) {
    const found = out.get(key(row));
    if (found === undefined) out.set(key(row), [row]);
    else found.push(row);
  }
  return out;
}

/** The newest payload about each thing, by type, in the order in which things first came. */
export class Entered {
  /** @param {Entry[]} entries */
  constructor(entries) {
    /** @type {Map<string, Map<string, any>>} */
    this.byType = new Map();
    for (const entry of entries) this.take(entry);
  }

  /** @param {Entry} entry */
  take({ envelope, payload }) {
    if (payload === undefined) return;
    const { type, subject } = envelope;
    checkShape(type, payload);
    if (type === "void" || type === "rating-sheet") {
      const key = keyOf(payload.examiner, payload.nip, payload.method);
      if (type === "void") this.of("rating-sheet").delete(key);
      this.of("reconfirmation").delete(key);
    }
    if (type === "official") this.of(type).set(subject, payload);
    else if (type in SAME) this.of(type).set(keyOf(...SAME[type].map((name) => payload[name] ?? null)), payload);
  }

  /** @param {string} type @returns {Map<string, any>} */
  of(type) {
    let found = this.byType.get(type);
    if (found === undefined) this.byType.set(type, (found = new Map()));
    return found;
  }

  /** @param {string} type @returns {any[]} */
  all(type) {
    return [...this.of(type).values()];
  }

  /** @param {string} type of which there is one */
  one(type) {
    return this.of(type).get("[]");
  }
}

/** @param {Entered} entered whether scoring has begun, by the method of which marks come last */
function hasMarks(entered) {
  const methods = entered.one("scheme").components.map((/** @type {any} */ one) => one.method);
  const there = (/** @type {string} */ type) => entered.of(type).size > 0;
  if (methods.some((/** @type {any} */ one) => PANEL.includes(one))) return there("rating-sheet");
  if (methods.includes("assessment-centre")) return there("assessment");
  if (methods.includes("feedback-360")) return there("feedback");
  return there("performance") || there("track-record");
}

/** The case as the formulas read it; persons are their codes. */
export class Dossier {
  /**
   * @param {Entered} entered
   * @param {Map<string, {status?: string, assessment?: string}>} law standing of each person, as published
   */
  constructor(entered, law) {
    this.entered = entered;
    this.law = law;
    const missing = ["rulebook", "agency", "event", "scheme"].find((type) => entered.one(type) === undefined);
    if (missing !== undefined) refuse("entries_incomplete", { missing });
    this.scheme = entered.one("scheme");
    this.event = entered.one("event");
    this.rules = new Map(entered.one("rulebook").rules.map((/** @type {any} */ one) => [one.id, one]));
    this.officials = entered.of("official");
    this.positions = new Map(entered.all("position").map((one) => [one.code, one]));
    this.competences = new Map(entered.all("competence").map((one) => [one.code, one]));
    for (const type of Object.keys(SAME).filter((one) => SAME[one].includes("nip"))) {
      for (const { nip } of entered.all(type)) if (nip !== null && !this.officials.has(nip)) refuse("person_code_unknown");
    }
    this.sheets = entered.of("rating-sheet");
    this.isScored = hasMarks(entered);
    /** @type {Map<string, Map<string, any[]>>} rows of each type by person, once asked for */
    this.byPerson = new Map();
    this.expected = expectedSheets(this);
  }

  /** @param {string} code */
  isParticipant(code) {
    return this.law.get(code)?.status === "participant";
  }

  /** @returns {string[]} codes of those who take part and are known */
  get participants() {
    return [...this.officials.keys()].filter((code) => this.isParticipant(code));
  }

  /** @param {string} rule @param {...string} path @returns {any} a value of a rule */
  value(rule, ...path) {
    /** @type {any} */
    let found = this.rules.get(rule)?.values;
    for (const name of path) found = found?.[name];
    return found ?? refuse("rule_value_missing", { rule });
  }

  /** @param {string} type @param {string} code rows of one person */
  rows(type, code) {
    let byPerson = this.byPerson.get(type);
    if (byPerson === undefined) {
      byPerson = grouped(this.entered.all(type), (one) => one.nip);
      this.byPerson.set(type, byPerson);
    }
    return byPerson.get(code) ?? [];
  }

  /** @param {string} code the report that counts, as published */
  assessment(code) {
    const number = this.law.get(code)?.assessment;
    return number === undefined ? undefined : this.rows("assessment", code).find((one) => one.report_number === number);
  }

  /** @param {string} code @returns {any} the own post, when it is in the list */
  ownPost(code) {
    return this.positions.get(this.officials.get(code).position);
  }
}

/**
 * Who must rate whom: person and method to examiners, and whether under a disclosed conflict.
 * @param {Dossier} dossier
 * @returns {Map<string, Map<string, boolean>>}
 */
function expectedSheets(dossier) {
  const { entered, scheme } = dossier;
  const read = new Set(scheme.components.map((/** @type {any} */ one) => one.method));
  const conflicts = grouped(entered.all("conflict"), (told) => keyOf(told.examiner, told.nip));
  /** @type {Map<string, Map<string, boolean>>} */
  const out = new Map();
  const assignments = entered.all("assignment");
  const examiners = new Set(entered.all("examiner").map((one) => one.code));
  for (const one of assignments) {
    if (one.withdrawn_because !== null || !read.has(one.method)) continue;
    for (const nip of one.nip === null ? dossier.participants : [one.nip]) {
      if (!dossier.isParticipant(nip) || !dossier.officials.has(nip)) continue;
      if (!examiners.has(one.examiner)) refuse("examiner_unknown", { examiner: one.examiner });
      const kinds = (conflicts.get(keyOf(one.examiner, nip)) ?? []).map((told) => told.kind);
      if (!kinds.every((kind) => dossier.value("PANSEL-CONFLICT", "disclosed").includes(kind))) continue;
      const key = keyOf(nip, one.method);
      if (!out.has(key)) out.set(key, new Map());
      out.get(key)?.set(one.examiner, kinds.length > 0);
    }
  }
  for (const gone of assignments) {
    if (gone.withdrawn_because !== null && gone.nip !== null) out.get(keyOf(gone.nip, gone.method))?.delete(gone.examiner);
  }
  return out;
}
