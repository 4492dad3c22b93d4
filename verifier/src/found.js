/** What is known of a bundle so far: each check takes what the ones before it found, and adds its own. */
import { byCodePoint } from "./bytes.js";

/** @typedef {import("./envelope.js").Envelope} Envelope */
/** @typedef {import("./bundle.js").Salted} Salted */
/** @typedef {"holds" | "fails" | "not-provable" | "not-reached" | "nothing"} Outcome nothing: there is nothing to ask of */
/**
 * @typedef {{index: number, bytes: Uint8Array, signature: Uint8Array, envelope: Envelope, leaf: Uint8Array,
 *   payload?: any}} Shown an entry as the bundle shows it; without payload it is shut or erased
 */
/** @typedef {(check: string, done: number, of: number) => void} Progress */

const SLICE_MS = 40;

export class Found {
  /** @param {Uint8Array} data @param {{policy?: Uint8Array, paper?: string, onProgress?: Progress}} given */
  constructor(data, { policy, paper, onProgress }) {
    this.data = data;
    this.givenPolicy = policy;
    this.paper = paper;
    this.onProgress = onProgress ?? (() => {});
    this.check = "";
    this.sliceBegan = performance.now();
    /** @type {Map<string, Uint8Array>} */
    this.files = new Map();
    /** @type {import("./bundle.js").Manifest | undefined} */
    this.manifest = undefined;
    /** @type {import("./policy.js").Policy | undefined} */
    this.policy = undefined;
    /** @type {import("./keyring.js").Keyring | undefined} */
    this.keyring = undefined;
    /** @type {Shown[]} */
    this.entries = [];
    /** @type {Map<number, Salted>} */
    this.payloads = new Map();
    /** @type {import("./refusal.js").Refusal | null} said where payloads have their turn */
    this.payloadsWrong = null;
    /** @type {Set<number>} */
    this.erased = new Set();
    /** @type {Map<number, Uint8Array>} root at each size that somebody speaks of */
    this.roots = new Map();
    /** @type {{checkpoint: import("./note.js").Checkpoint, file: string} | undefined} */
    this.last = undefined;
    /** @type {{device: string, holder: string, role: string}[]} */
    this.devices = [];
    /** @type {import("./recount.js").Count} */
    this.count = { recomputed: 0, notHere: {} };
    this.placed = {
      ...{ problems: 0, slates: 0, proved: 0, choices: 0, pairs_recomputed: 0, pairs_not_recomputed_here: 0 },
      ...{ draws_recomputed: 0, draws_not_recomputed_here: 0 },
    };
    /** @type {import("./recount.js").Published | null} */
    this.published = null;
    /** @type {{code: string, where: Record<string, unknown>}[]} */
    this.warnings = [];
  }

  get told() {
    return /** @type {import("./bundle.js").Manifest} */ (this.manifest);
  }

  get isWhole() {
    return this.told.grade !== "R3";
  }

  /** @returns {Shown | undefined} the last result that was frozen */
  get result() {
    return this.entries.findLast((one) => one.envelope.type === "result");
  }

  /** Whether what rests on everybody can be computed: all is shown, and nothing before the last result was erased. */
  get isComputable() {
    const last = this.result?.index ?? 0;
    return this.isWhole && ![...this.erased].some((index) => index < last);
  }

  /** @returns {string[]} codes of whom something was destroyed, ascending */
  get erasedPeople() {
    const officials = this.entries.filter((one) => one.envelope.type === "official");
    const persons = new Set(officials.map((one) => one.envelope.subject));
    const gone = this.entries.filter((one) => this.erased.has(one.index)).map((one) => one.envelope.subject);
    return [...new Set(gone.filter((code) => persons.has(code)))].sort(byCodePoint);
  }

  /** @param {string} name @returns {Uint8Array} a file that is known to be there */
  file(name) {
    return /** @type {Uint8Array} */ (this.files.get(name));
  }

  /** @param {string} code @param {Record<string, unknown>} [where] */
  warn(code, where = {}) {
    this.warnings.push({ code, where });
  }

  /**
   * Let the page breathe when this has run long enough.
   * @param {number} done @param {number} of
   */
  async breathe(done, of) {
    if (performance.now() - this.sliceBegan < SLICE_MS) return;
    this.onProgress(this.check, done, of);
    await new Promise((resume) => setTimeout(resume, 0));
    this.sliceBegan = performance.now();
  }
}
