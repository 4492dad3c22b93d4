/** The event's life, entry by entry (docs/evidence-format.md, section 12). */
import { SAME, keyOf } from "./dossier.js";
import { canonical } from "./json.js";
import { Proceedings } from "./proceedings.js";
import { DECIDING_OFFICER } from "./proposing.js";
import { refuse } from "./refusal.js";
import { sha256Hex } from "./sha256.js";

/** @typedef {import("./envelope.js").Envelope} Envelope */
/** @typedef {{holder: string, role: string}} Holder */
/** @typedef {{holder?: Holder, verb?: string, about?: string, index: number, device: string}} Known */

/** docs/process/tahap-kegiatan.md: from, verb, to. */
const MOVES = [
  ["design", "lock_scheme", "ready"],
  ["ready", "open_scoring", "scoring"],
  ["scoring", "close_scoring", "closed"],
  ["closed", "reopen_scoring", "scoring"],
  ["closed", "sign_minutes", "review"],
  ["review", "record_verdict", "decision"],
  ["decision", "change_target", "review"],
  ["decision", "issue_decrees", "follow-up"],
];
const OF_SCORING = ["rating-sheet", "reconfirmation", "void", "feedback", "attendance"];
const OF_THE_LOCK = ["scheme", "rulebook", "position"];
/** What a result is made of: after the close it stays as it is. */
const OF_THE_PANEL = "agency event competence position official post-held examiner conflict attendance assignment".split(" ");
const RECORDS = ["performance", "track-record", "assessment"];
const OPEN_PHASES = ["design", "ready", "scoring"];
const ROLES = ["SA", "SK", "KP", "PG", "AS", "R3", "PS", "RV", "PK", "AU"];
const HOLDER = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const CHAIR = "KP";
const SECRETARIAT = "SK";
const REVIEWER = "RV";
const OF_THE_REVIEWER = ["test-plan", "result"];

/** @param {any} value */
const tables = (value) => (Array.isArray(value) ? value.filter((one) => one !== null && typeof one === "object") : []);

/** @param {unknown} value @returns {string} a text as it is; anything else as its JSON, for nothing else can be one */
const wordOf = (value) => (typeof value === "string" ? value : canonical(value ?? null));

/** @param {any} rulebook @returns {string} */
function rulebookDigest(rulebook) {
  if (rulebook === undefined) return "";
  return sha256Hex(canonical(Object.fromEntries(Object.entries(rulebook).filter(([name]) => name !== "digest"))));
}

/** @param {any} rulebook @returns {string[]} kinds of conflict that may stand in the open on the rulebook's day */
export function disclosedKinds(rulebook) {
  const day = wordOf(rulebook?.on);
  const rule = tables(rulebook?.rules).find(
    (one) =>
      one.id === "PANSEL-CONFLICT" &&
      (one.from ?? "") <= day &&
      (one.until === null || one.until === undefined || day < one.until),
  );
  return Array.isArray(rule?.values?.disclosed) ? rule.values.disclosed : [];
}

/**
 * What two people agree to: the act without the agreements themselves.
 * @param {Envelope} envelope @param {any} payload
 */
function aboutOf(envelope, payload) {
  const told = Object.fromEntries(Object.entries(payload).filter(([name]) => name !== "approvals"));
  return sha256Hex(canonical({ payload: told, subject: envelope.subject, type: envelope.type }));
}

export class Life {
  /** @param {boolean} isSigned */
  constructor(isSigned) {
    this.isSigned = isSigned;
    this.phase = "design";
    /** @type {string | null} */
    this.locked = null;
    this.isMarked = false;
    /** @type {Map<string, string>} form of each method */
    this.forms = new Map();
    /** @type {{scheme: any, rulebook: any, standards: Record<string, any>}} */
    this.design = { scheme: null, rulebook: undefined, standards: Object.create(null) };
    /** @type {Map<string, Holder>} */
    this.devices = new Map();
    /** @type {Map<string, number>} sheets that stand, with the index of their entry */
    this.sheets = new Map();
    /** @type {any[]} */
    this.conflicts = [];
    this.proceedings = new Proceedings(isSigned);
    /** @type {Map<string, Known>} every entry by its id */
    this.known = new Map();
    /** @type {Set<string>} */
    this.used = new Set();
    /** @type {Set<unknown>} */
    this.revoked = new Set();
    /** @type {Map<string, unknown>} what each official's first entry told */
    this.nips = new Map();
    /** @type {Set<string>} what was told about */
    this.things = new Set();
    this.lastAct = -1; // last entry that is no approval
    this.lastMove = -1;
    /** @type {{code: string, index: number}[]} */
    this.warnings = [];
  }

  /**
   * Refuse an entry that may not come here, or remember it.
   * @param {number} index @param {Envelope} envelope
   * @param {any} payload undefined where it is erased or not shown
   */
  take(index, envelope, payload) {
    const isShown = payload !== undefined;
    const told = isShown && payload !== null && typeof payload === "object" ? payload : {};
    const { type } = envelope;
    const mayBeImported = type === "log-key" && told.recovered === true;
    if (this.isSigned && envelope.sig_alg === "imported" && !mayBeImported) refuse("entry_not_signed");
    if (type === "phase") this.judgeMove(told);
    else if (OF_SCORING.includes(type)) this.judgeMark(envelope, told, isShown);
    else if (OF_THE_LOCK.includes(type)) this.judgeDesign(type, told);
    if (this.isSigned && this.locked !== null) this.judgeLate(envelope, told, isShown);
    if (type === "enrolment" && isShown && !isHeld(told)) refuse("enrolment_wrong", { device: envelope.device });
    const by = envelope.sig_alg === "device-p256" ? this.devices.get(envelope.device) : undefined;
    const verb = this.isSigned && isShown ? this.verbOf(type, told, by?.role) : null;
    const approvals = verb === null ? [] : this.judgeTwoPeople(verb, envelope, told);
    this.judgeKeeping(envelope, told, isShown);
    if (isShown) this.proceedings.judge(index, envelope, told, { phase: this.phase, by });
    for (const one of approvals) this.used.add(one);
    this.remember(index, envelope, told);
  }

  /** Judge what needs all entries: no sheet that stands is of a pair in conflict. */
  finish() {
    const disclosed = disclosedKinds(this.design.rulebook);
    const barred = new Set(
      this.conflicts.filter((one) => !disclosed.includes(one.kind)).map((one) => keyOf(one.examiner, one.nip)),
    );
    for (const [key, index] of [...this.sheets].sort((a, b) => a[1] - b[1])) {
      const [examiner, nip] = JSON.parse(key);
      if (barred.has(keyOf(examiner, nip))) refuse("conflicted_pair_marked", { index, examiner, subject: nip });
    }
  }

  /** @param {any} told */
  judgeMove(told) {
    const isMove = MOVES.some(([from, verb, to]) => from === told.from && verb === told.verb && to === told.to);
    if (told.from !== this.phase || !isMove) refuse("phase_out_of_order", { phase: this.phase });
    if (told.scheme !== (this.locked ?? this.lockedDigest(this.design))) refuse("scheme_not_the_locked_one");
  }

  /** @param {Envelope} envelope @param {any} told @param {boolean} isShown */
  judgeMark(envelope, told, isShown) {
    const { type, device } = envelope;
    if (this.phase !== "scoring") refuse(this.locked === null ? "marked_before_lock" : "marked_outside_scoring", { phase: this.phase });
    if (type === "rating-sheet" || type === "feedback") {
      const isOther = "method" in told && told.method !== envelope.method;
      if (isOther || envelope.form !== this.forms.get(envelope.method)) refuse("form_not_the_locked_one", { method: envelope.method });
    }
    if (this.isSigned && (type === "rating-sheet" || type === "reconfirmation")) {
      if (envelope.sig_alg !== "device-p256") refuse("mark_not_signed", { device });
      const by = this.devices.get(device);
      if (by?.role !== "PG" || (isShown && by.holder !== told.examiner)) refuse("mark_of_another_examiner", { device });
    }
    const stands = this.sheets.has(sheetKey(told));
    if (type === "rating-sheet" && stands && !told.reason) refuse("revision_without_reason");
    if (type === "void" && isShown && !stands) refuse("void_without_sheet");
  }

  /** @param {string} type @param {any} told */
  judgeDesign(type, told) {
    if (type === "rulebook" && rulebookDigest(told) !== told.digest) refuse("rulebook_digest_wrong");
    if (type === "scheme" && this.isMarked) refuse("scheme_after_first_mark");
    if (this.locked !== null && this.lockedDigest(this.designWith(type, told)) !== this.locked) {
      refuse("scheme_not_the_locked_one");
    }
  }

  /** @param {Envelope} envelope @param {any} told @param {boolean} isShown */
  judgeLate({ type, device, sig_alg, subject }, told, isShown) {
    const isClosed = !OPEN_PHASES.includes(this.phase);
    if (isClosed && (OF_THE_PANEL.includes(type) || RECORDS.includes(type))) refuse("entered_after_close", { phase: this.phase });
    if (OF_THE_PANEL.includes(type)) {
      const role = this.devices.get(device)?.role;
      if (sig_alg !== "device-p256" || (role !== CHAIR && role !== SECRETARIAT)) refuse("not_by_the_office");
    }
    const isKnown = type === "official" && isShown && this.nips.has(subject);
    if (isKnown && canonical(this.nips.get(subject) ?? null) !== canonical(told.nip ?? null)) refuse("person_exchanged", { subject });
  }

  /**
   * The verb of what one person alone may not do.
   * @param {string} type @param {any} told @param {string | undefined} role of who signed with a device
   * @returns {string | null}
   */
  verbOf(type, told, role) {
    switch (type) {
      case "phase":
        return told.verb === "lock_scheme" || told.verb === "reopen_scoring" ? told.verb : null;
      case "export":
        return told.grade === "R1" ? "export" : null;
      case "enrolment":
        return this.locked === null ? null : "enrol_late";
      case "log-key":
        return told.recovered === true ? "recover_log_key" : null;
      case "void":
        return "void_sheet";
      case "reveal":
        return "reveal";
      case "restoration":
        return "restore";
      case "proposal":
        return role === DECIDING_OFFICER ? null : "record_proposal";
      case "decision":
        return role === DECIDING_OFFICER ? null : "record_decision";
      case "permission": {
        const isOwn = role === REVIEWER && OF_THE_REVIEWER.includes(told.kind);
        return this.locked === null || isOwn ? null : "record_letter";
      }
      default:
        return null;
    }
  }

  /** @param {string} verb @param {Envelope} envelope @param {any} told @returns {string[]} ids of the approvals */
  judgeTwoPeople(verb, envelope, told) {
    const ids = Array.isArray(told.approvals) ? told.approvals : [];
    if (ids.length !== 2 || ids[0] === ids[1] || !ids.every((/** @type {any} */ one) => this.known.has(one))) {
      refuse("approval_missing", { verb });
    }
    const found = ids.map((/** @type {string} */ one) => /** @type {Known} */ (this.known.get(one)));
    const holders = found.map((/** @type {any} */ one) => one.holder);
    if (holders.some((/** @type {any} */ one) => one === undefined)) refuse("approval_unknown", { verb });
    if (ids.some((/** @type {string} */ one) => this.used.has(one))) refuse("approval_used_twice", { verb });
    const about = aboutOf(envelope, told);
    if (found.some((/** @type {any} */ one) => one.verb !== verb || one.about !== about)) {
      refuse("approval_of_something_else", { verb });
    }
    if (holders[0].holder === holders[1].holder) refuse("approval_same_person", { verb });
    const roles = holders.map((/** @type {Holder} */ one) => one.role);
    if (!roles.includes(CHAIR) || !roles.includes(SECRETARIAT)) refuse("approval_wrong_role", { verb });
    if (found.some((/** @type {Known} */ one) => this.revoked.has(one.device))) refuse("approval_unknown", { verb });
    const since = this.sinceWhen(verb, told);
    if (found.some((/** @type {Known} */ one) => one.index <= since)) refuse("approval_too_old", { verb });
    return ids;
  }

  /** @param {string} verb @param {any} told @returns {number} index of what two people must have seen to agree to */
  sinceWhen(verb, told) {
    if (verb === "lock_scheme") return this.lastAct;
    if (verb === "void_sheet") return this.sheets.get(sheetKey(told)) ?? -1;
    if (verb === "record_letter") return Math.max(this.lastMove, this.proceedings.letters.answeredAt(told));
    return this.lastMove;
  }

  /** @param {Envelope} envelope @param {any} told @param {boolean} isShown */
  judgeKeeping({ type, device, sig_alg }, told, isShown) {
    if (type === "enrolment") {
      if (this.devices.has(device)) refuse("enrolled_twice", { device });
      if (this.locked !== null && !told.late_because) refuse("late_device_without_reason", { device });
    } else if (type === "log-key" && isShown && told.recovered !== true) {
      if (sig_alg !== "server-ed25519") refuse("log_key_not_vouched");
    } else if (type === "reveal" && this.phase !== "closed") refuse("reveal_before_close");
    else if (type === "result" && !this.mayConclude) refuse("result_before_close");
  }

  get mayConclude() {
    if (this.phase === "design" || this.phase === "ready") return !this.isMarked;
    return this.phase !== "scoring";
  }

  /** @param {string} type @param {any} told the design as if this entry stood */
  designWith(type, told) {
    if (type === "scheme") return { ...this.design, scheme: told };
    if (type === "rulebook") return { ...this.design, rulebook: told };
    const standards = Object.assign(Object.create(null), this.design.standards);
    standards[wordOf(told.code)] = told.standard ?? null;
    return { ...this.design, standards };
  }

  /** @param {Life["design"]} design */
  lockedDigest({ scheme, rulebook, standards }) {
    return sha256Hex(canonical({ rulebook: rulebookDigest(rulebook), scheme, standards }));
  }

  /** @param {number} index @param {Envelope} envelope @param {any} told */
  remember(index, envelope, told) {
    const { type, device, id } = envelope;
    const isApproval = type === "approval" && envelope.sig_alg === "device-p256" && Object.keys(told).length > 0;
    const holder = isApproval ? this.devices.get(device) : undefined;
    this.known.set(id, { verb: told.verb, about: told.about, holder, index, device });
    if (type !== "approval") this.lastAct = index;
    for (const code of this.proceedings.remember(index, envelope, told)) this.warnings.push({ code, index });
    this.rememberThing(index, envelope, told);
    if (OF_THE_LOCK.includes(type)) this.design = this.designWith(type, told);
    else if (type === "phase") {
      this.move(told.to);
      this.lastMove = index;
    } else if (type === "revocation") this.revoked.add(told.device);
    else if (OF_SCORING.includes(type)) this.rememberMark(index, type, told);
    else if (type === "conflict") this.conflicts.push({ examiner: told.examiner, nip: told.nip, kind: told.kind });
    else if (type === "enrolment") {
      this.devices.set(device, { holder: wordOf(told.holder), role: wordOf(told.role) });
      if (this.locked !== null) this.warnings.push({ code: "late_device", index });
    } else if (type === "restoration") this.warnings.push({ code: "restored", index });
    else if (type === "log-key" && told.recovered === true) this.warnings.push({ code: "log_key_recovered", index });
  }

  /** @param {number} index @param {Envelope} envelope @param {any} told */
  rememberThing(index, { type, subject }, told) {
    if (!Object.keys(told).length || !(type === "permission" || OF_THE_PANEL.includes(type) || RECORDS.includes(type))) return;
    const names = type === "official" ? [subject] : SAME[type].map((name) => canonical(told[name] ?? null));
    const thing = keyOf(type, ...names);
    if (this.isSigned && this.locked !== null && this.things.has(thing)) this.warnings.push({ code: "corrected_after_lock", index });
    this.things.add(thing);
    if (type === "official" && !this.nips.has(subject)) this.nips.set(subject, told.nip);
  }

  /** @param {number} index @param {string} type @param {any} told */
  rememberMark(index, type, told) {
    this.isMarked ||= type === "rating-sheet" || type === "feedback";
    const key = sheetKey(told);
    if (key === "") return;
    if (type === "rating-sheet") this.sheets.set(key, index);
    else if (type === "void") this.sheets.delete(key);
  }

  /** @param {string} to */
  move(to) {
    if (this.locked === null) {
      this.locked = this.lockedDigest(this.design);
      const criteria = tables(this.design.scheme?.criteria);
      const methods = new Set([...criteria.map((one) => one.method), ...METHODS]);
      for (const method of methods) {
        const own = criteria.filter((one) => one.method === method);
        this.forms.set(method, sha256Hex(canonical({ criteria: own, method, scheme: this.locked })));
      }
    }
    this.phase = to;
  }
}

const METHODS = (
  "paper presentation interview group-discussion written-test feedback-360 track-record performance assessment-centre"
).split(" ");

/** @param {any} told whether an enrolment names a holder and a role that there are */
function isHeld({ holder, role }) {
  return typeof holder === "string" && HOLDER.test(holder) && ROLES.includes(role);
}

/** @param {any} told @returns {string} empty where the payload names no sheet */
function sheetKey(told) {
  const parts = [told.examiner, told.nip, told.method];
  return parts.every((one) => typeof one === "string") ? keyOf(...parts) : "";
}
