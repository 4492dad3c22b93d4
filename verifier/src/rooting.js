/** Chains of devices, the tree, its checkpoints and who watched (docs/evidence-format.md, section 11). */
import { bytesOfHex, hexOf, sameBytes } from "./bytes.js";
import { checkpointFiles, readProofs } from "./bundle.js";
import { cosignersOf, isSignedByLog, readCheckpoint } from "./note.js";
import { at, refuse } from "./refusal.js";
import { sha256Hex } from "./sha256.js";
import { Growing, checkInclusion } from "./tree.js";

/** @typedef {import("./found.js").Found} Found */
/** @typedef {import("./found.js").Shown} Shown */
/** @typedef {import("./found.js").Outcome} Outcome */

/**
 * Grow the tree once, and keep the roots that devices, manifest and checkpoints speak of.
 * @param {Found} found
 */
function growTree(found) {
  const sizes = new Set(found.entries.map((one) => one.envelope.seen.size));
  sizes.add(found.told.size);
  for (const [size] of checkpointFiles(found.files)) sizes.add(size);
  const tree = new Growing();
  if (sizes.has(0)) found.roots.set(0, tree.root);
  for (const { leaf } of found.entries) {
    tree.add(leaf);
    if (sizes.has(tree.size)) found.roots.set(tree.size, tree.root);
  }
}

/** @param {Found} found @returns {Promise<Outcome>} */
export async function checkChains(found) {
  if (!found.isWhole) {
    found.warn("own_only");
    return "not-provable";
  }
  /** @type {Map<string, {dseq: number, digest: string}>} */
  const last = new Map();
  for (const { index, bytes, envelope } of found.entries) {
    const { dseq, digest } = last.get(envelope.device) ?? { dseq: 0, digest: "" };
    if (envelope.dseq !== dseq + 1 || envelope.prev !== digest) refuse("chain_broken", { index, device: envelope.device });
    last.set(envelope.device, { dseq: envelope.dseq, digest: sha256Hex(bytes) });
    await found.breathe(index, found.entries.length);
  }
  growTree(found);
  for (const { index, envelope } of found.entries) {
    const { size, root } = envelope.seen;
    const where = { index, device: envelope.device, size };
    if (size > index) refuse("seen_ahead", where);
    if (hexOf(/** @type {Uint8Array} */ (found.roots.get(size))) !== root) refuse("seen_another_ledger", where);
  }
  return found.entries.every((one) => one.envelope.sig_alg === "imported") ? "not-provable" : "holds";
}

/** @param {Found} found */
function checkInclusions(found) {
  const { size, root } = found.told;
  const proofs = readProofs(found.file("proofs.json"));
  const whole = /** @type {Uint8Array} */ (bytesOfHex(root));
  found.roots.set(size, whole);
  for (const { index, leaf } of found.entries) {
    if (index >= size) refuse("ledger_size_wrong", { expected: size, got: index + 1 });
    const proof = proofs.get(index) ?? refuse("proof_missing", { index });
    at({ index }, () => checkInclusion({ index, size, leaf, proof, root: whole }));
  }
}

/** @param {Found} found @returns {Promise<Outcome>} */
export async function checkRoots(found) {
  const { size, root, log } = found.told;
  if (found.isWhole) {
    if (found.entries.length !== size) refuse("ledger_size_wrong", { expected: size, got: found.entries.length });
    if (hexOf(/** @type {Uint8Array} */ (found.roots.get(size))) !== root) refuse("ledger_root_wrong");
  } else checkInclusions(found);
  const names = checkpointFiles(found.files);
  for (const [told, file] of names) {
    const checkpoint = at({ file }, () => readCheckpoint(found.file(file)));
    if (checkpoint.log !== log) refuse("checkpoint_of_another_log", { file, got: checkpoint.log });
    if (checkpoint.size !== told) refuse("checkpoint_size_wrong", { file, size: checkpoint.size });
    if (checkpoint.size > size) refuse("checkpoint_ahead", { file, size: checkpoint.size, most: size });
    const own = found.roots.get(checkpoint.size);
    if (own !== undefined && !sameBytes(own, checkpoint.root)) refuse("checkpoint_root_wrong", { file, size: checkpoint.size });
    const keys = found.keyring?.logKeysAt(checkpoint.size) ?? [];
    if (!(await isSignedByLog(checkpoint, keys))) refuse("checkpoint_not_signed", { file });
    found.last = { checkpoint, file };
  }
  if (!names.length) found.warn("no_checkpoint");
  if (found.policy?.logKeys.length && found.last?.checkpoint.size !== size) refuse("checkpoint_missing", { size });
  return "holds";
}

/** @param {Found} found @returns {Promise<Outcome>} */
export async function checkQuorum(found) {
  const { quorum, witnesses } = /** @type {import("./policy.js").Policy} */ (found.policy);
  if (quorum === 0) found.warn("no_quorum");
  if (found.last === undefined) return "not-provable";
  const { checkpoint, file } = found.last;
  const signed = await cosignersOf(checkpoint, witnesses.map((one) => one.key), file);
  if (signed.size < quorum) refuse("quorum_missing", { file, expected: quorum, got: signed.size });
  return quorum ? "holds" : "not-provable";
}
