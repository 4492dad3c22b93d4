/** Whom a verifier believes: policy.json (docs/evidence-format.md, section 9). */
import { hexOf, utf8, sameBytes } from "./bytes.js";
import { LOG_NAME } from "./envelope.js";
import { canonical, hasExactly, readJson } from "./json.js";
import { COSIGNER, LOG, readVerifierKey } from "./note.js";
import { Refusal, refuse } from "./refusal.js";

const MOST = 64;
const FIELDS = ["format", "log", "log_keys", "quorum", "signed_marks", "version", "witnesses"];

/** @typedef {import("./note.js").VerifierKey} VerifierKey */
/**
 * @typedef {{log: string, logKeys: VerifierKey[], quorum: number, signedMarks: boolean,
 *   witnesses: {key: VerifierKey, who: string}[]}} Policy
 */

/** @param {Uint8Array} data */
function fieldsOf(data) {
  try {
    return readJson(data);
  } catch (error) {
    if (error instanceof Refusal) return refuse("policy_wrong", { part: "json" });
    throw error;
  }
}

/** @param {unknown[]} told */
const isOnce = (told) => new Set(told).size === told.length;

/**
 * @param {Uint8Array} data
 * @returns {Policy}
 */
export function readPolicy(data) {
  const told = fieldsOf(data);
  if (!hasExactly(told, FIELDS) || told.format !== "selaras-policy" || told.version !== 1) return refuse("policy_wrong", { part: "fields" });
  const { log, log_keys, quorum, signed_marks, witnesses } = told;
  if (typeof log !== "string" || typeof quorum !== "number" || typeof signed_marks !== "boolean") return refuse("policy_wrong", { part: "types" });
  if (!Array.isArray(log_keys) || !Array.isArray(witnesses)) return refuse("policy_wrong", { part: "types" });
  if (!log_keys.every((one) => typeof one === "string")) refuse("policy_wrong", { part: "log_keys" });
  for (const one of witnesses) {
    if (!hasExactly(one, ["key", "who"]) || typeof one.key !== "string" || typeof one.who !== "string") refuse("policy_wrong", { part: "witnesses" });
  }
  const keys = log_keys.map((one) => readVerifierKey(String(one)));
  const watching = witnesses.map((one) => {
    const told = /** @type {{key: string, who: string}} */ (one);
    return { key: readVerifierKey(told.key), who: told.who };
  });
  const policy = { log, logKeys: keys, quorum, signedMarks: signed_marks, witnesses: watching };
  if (!isSound(policy)) refuse("policy_wrong", { part: "keys" });
  if (!sameBytes(utf8(canonical(told)), data)) refuse("policy_wrong", { part: "bytes" });
  return policy;
}

/** @param {Policy} policy */
function isSound({ log, logKeys, quorum, signedMarks, witnesses }) {
  const publicKeys = [...logKeys, ...witnesses.map((one) => one.key)].map((one) => hexOf(one.key));
  return (
    LOG_NAME.test(log) &&
    logKeys.every((one) => one.kind === LOG && one.name === log) &&
    witnesses.every(({ key, who }) => key.kind === COSIGNER && who !== "" && [...who].length <= 200) &&
    logKeys.length <= MOST &&
    witnesses.length <= MOST &&
    isOnce(publicKeys) &&
    isOnce(witnesses.map((one) => one.key.name)) &&
    quorum >= 0 &&
    quorum <= witnesses.length &&
    (logKeys.length > 0 || (!signedMarks && !witnesses.length))
  );
}
