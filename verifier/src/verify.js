/** The verdict on a bundle: every check in its order, the first that does not hold is the reason (section 11). */
import { bytesOfHex } from "./bytes.js";
import { checkArchive, checkFiles, checkKeys, checkSignatures } from "./entering.js";
import { Found } from "./found.js";
import { checkDocuments, checkLife, checkPaper, checkPublished } from "./judging.js";
import { ledgerCode } from "./note.js";
import { checkCommitments } from "./opening.js";
import { checkPlacement } from "./placing.js";
import { Refusal } from "./refusal.js";
import { checkChains, checkQuorum, checkRoots } from "./rooting.js";

/** @typedef {import("./found.js").Outcome} Outcome */
/** @typedef {import("./found.js").Progress} Progress */

/** @type {Record<string, (found: Found) => Promise<Outcome>>} */
const STEPS = {
  zip: checkArchive,
  digests: checkFiles,
  keys: checkKeys,
  signatures: checkSignatures,
  chains: checkChains,
  roots: checkRoots,
  quorum: checkQuorum,
  commitments: checkCommitments,
  life: checkLife,
  numbers: checkPublished,
  placement: checkPlacement,
  files: checkDocuments,
  paper: checkPaper,
};
export const CHECKS = Object.keys(STEPS);

/**
 * The verdict on a bundle, as docs/evidence-format.md says; nothing is thrown.
 * @param {Uint8Array} data
 * @param {{policy?: Uint8Array, paper?: string, onProgress?: Progress}} [given]
 */
export async function verify(data, given = {}) {
  const found = new Found(data, given);
  const names = given.paper === undefined ? CHECKS.slice(0, -1) : CHECKS;
  /** @type {Record<string, Outcome>} */
  const checks = Object.fromEntries(names.map((name) => [name, "not-reached"]));
  /** @type {string | null} */
  let reason = null;
  /** @type {Record<string, unknown>} */
  let where = {};
  for (const name of names) {
    found.check = name;
    found.onProgress(name, 0, 1);
    try {
      checks[name] = await STEPS[name](found);
    } catch (error) {
      checks[name] = "fails";
      // What cannot be judged at all is no evidence, whatever brought it about.
      [reason, where] = error instanceof Refusal ? [error.code, error.facts] : ["check_not_possible", { check: name }];
      break;
    }
  }
  if (checks.placement === "nothing") delete checks.placement;
  const isUnreadable = checks.zip === "fails" || reason === "file_missing";
  const { manifest } = found;
  return {
    verdict: reason === null ? "holds" : isUnreadable ? "unreadable" : "fails",
    reason,
    where,
    checks,
    warnings: found.warnings,
    log: manifest?.log ?? null,
    grade: manifest?.grade ?? null,
    subject: manifest?.subject ?? null,
    size: manifest?.size ?? null,
    root: manifest?.root ?? null,
    code: manifest === undefined ? null : codeOfHex(manifest.root),
    devices: found.devices,
    erased: { people: found.erasedPeople, entries: found.erased.size },
    numbers: {
      recomputed: found.count.recomputed,
      not_recomputed_here: found.count.notHere,
      estimates_drawn_anew: false,
    },
    placement: found.placed,
  };
}

/** @param {string} hex */
const codeOfHex = (hex) => ledgerCode(/** @type {Uint8Array} */ (bytesOfHex(hex)));
