/** The first checks: the archive, whom to believe, and who signed what (docs/evidence-format.md, section 11). */
import { sameBytes } from "./bytes.js";
import { checkDigests, readEntries, readManifest, readSalted } from "./bundle.js";
import { readEnvelope, signatureLength } from "./envelope.js";
import { readJson } from "./json.js";
import { Keyring } from "./keyring.js";
import { readPolicy } from "./policy.js";
import { Refusal, at, refuse } from "./refusal.js";
import { entryHash } from "./tree.js";
import { filesOf } from "./zip.js";

/** @typedef {import("./found.js").Found} Found */
/** @typedef {import("./found.js").Shown} Shown */
/** @typedef {import("./found.js").Outcome} Outcome */

const OF_KEYS = ["enrolment", "revocation", "log-key"];
const AT_ONCE = 256;

/** @param {Found} found @returns {Promise<Outcome>} */
export async function checkArchive(found) {
  found.files = filesOf(found.data);
  found.manifest = readManifest(found.files);
  return "holds";
}

/** @param {Found} found @returns {Promise<Outcome>} */
export async function checkFiles(found) {
  await checkDigests(found.files, found.told);
  return "holds";
}

/** @param {Found} found @returns {Promise<Outcome>} */
export async function checkKeys(found) {
  const data = found.file("policy.json");
  found.policy = readPolicy(data);
  if (found.policy.log !== found.told.log) refuse("policy_of_another_log", { expected: found.told.log, got: found.policy.log });
  if (found.givenPolicy === undefined) found.warn("policy_from_bundle");
  else if (!sameBytes(found.givenPolicy, data)) refuse("policy_not_the_given_one");
  return "holds";
}

/** @param {Found} found */
async function readEnvelopes(found) {
  const ids = new Set();
  const breathe = found.breathe.bind(found);
  const lines = await readEntries(found.file("entries.jsonl"), { isWhole: found.isWhole, breathe });
  for (const { index, bytes, signature } of lines) {
    at({ index }, () => {
      const envelope = readEnvelope(bytes);
      if (envelope.log !== found.told.log) refuse("entry_of_another_log", { got: envelope.log });
      const expected = signatureLength(envelope.sig_alg);
      const got = signature.length;
      if (got !== (expected ?? got)) refuse("signature_length_wrong", { expected, got });
      if (ids.has(envelope.id)) refuse("entry_id_twice");
      ids.add(envelope.id);
      found.entries.push({ index, bytes, signature, envelope, leaf: entryHash(bytes, signature) });
    });
    await found.breathe(lines.length + found.entries.length, 4 * lines.length);
  }
}

/**
 * Payloads are looked at early, as keys stand in them; what is wrong in the file is said in its turn.
 * @param {Found} found
 */
async function readPayloads(found) {
  const given = { file: "payloads.jsonl", field: "payload", breathe: found.breathe.bind(found) };
  const data = found.file(given.file);
  let told;
  try {
    told = await readSalted(data, given);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    found.payloadsWrong = error;
    told = await readSalted(data, { ...given, isLenient: true });
  }
  for (const one of told) found.payloads.set(one.index, one);
}

/** @param {Found} found @param {number} index what a payload says about keys, as it stands */
function payloadAt(found, index) {
  const salted = found.payloads.get(index);
  try {
    return salted === undefined ? undefined : readJson(salted.text);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** @param {Found} found @returns {Promise<Outcome>} */
export async function checkSignatures(found) {
  await readEnvelopes(found);
  await readPayloads(found);
  const logKeys = found.policy?.logKeys.map((one) => one.key) ?? [];
  found.keyring = new Keyring(logKeys);
  /** @type {{entry: Shown, answer: Promise<boolean>}[]} */
  let asked = [];
  const settle = async () => {
    const held = await Promise.all(asked.map((one) => one.answer));
    const n = held.indexOf(false);
    if (n >= 0) {
      const { index, envelope } = asked[n].entry;
      refuse("signature_wrong", { index, device: envelope.device });
    }
    asked = [];
  };
  for (const entry of found.entries) {
    const { index, envelope } = entry;
    const payload = OF_KEYS.includes(envelope.type) ? payloadAt(found, index) : undefined;
    let ask;
    try {
      ask = found.keyring.check(index, envelope, payload, entry.bytes, entry.signature);
    } catch (error) {
      await settle(); // a signature asked before is the earlier fault
      if (error instanceof Refusal) refuse(error.code, { index, device: envelope.device });
      throw error;
    }
    asked.push({ entry, answer: ask() });
    found.keyring.take(index, envelope, payload);
    if (asked.length >= AT_ONCE) await settle();
    await found.breathe(found.entries.length + index, 2 * found.entries.length);
  }
  await settle();
  const imported = found.entries.filter((one) => one.envelope.sig_alg === "imported").length;
  if (imported) found.warn("imported", { n: imported });
  return imported === found.entries.length ? "not-provable" : "holds";
}
