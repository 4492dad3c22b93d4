/** The keys of one ledger, learnt entry by entry (docs/evidence-format.md, section 7). */
import { verifyEd25519 } from "./ed25519.js";
import { logKeyOfHex } from "./note.js";
import { fingerprint, keyOfHex, verifyP256 } from "./p256.js";
import { refuse } from "./refusal.js";

/** @typedef {import("./envelope.js").Envelope} Envelope */
/** @typedef {import("./json.js").Json} Json */

/** @param {Json | undefined} payload @param {string} name */
function told(payload, name) {
  if (payload === null || typeof payload !== "object" || Array.isArray(payload)) return undefined;
  return payload[name];
}

/** @param {Uint8Array[]} keys @param {Uint8Array} message @param {Uint8Array} signature */
async function isOfOne(keys, message, signature) {
  for (const key of keys) if (await verifyEd25519(key, message, signature)) return true;
  return false;
}

export class Keyring {
  /** @param {Uint8Array[]} logKeys in force from size 0 */
  constructor(logKeys) {
    /** @type {{after: number, keys: Uint8Array[]}[]} */
    this.inForce = [{ after: -1, keys: logKeys }];
    /** @type {Map<string, Uint8Array>} */
    this.devices = new Map();
    /** @type {Map<string, number>} */
    this.revoked = new Map();
  }

  /**
   * Refuse an entry whose key is not the right one; then return the question whether it signed.
   * @param {number} index @param {Envelope} envelope @param {Json | undefined} payload as it stands
   * @param {Uint8Array} message @param {Uint8Array} signature
   * @returns {() => Promise<boolean>}
   */
  check(index, envelope, payload, message, signature) {
    const { device, sig_alg, type } = envelope;
    if (sig_alg === "webauthn") refuse("signature_kind_unsupported");
    if (type === "enrolment" && sig_alg !== "device-p256") refuse("device_not_enrolled");
    if (sig_alg === "device-p256") {
      const key = this.keyOf(envelope, payload);
      if ((this.revoked.get(device) ?? index) < index) refuse("device_revoked");
      return () => verifyP256(key, message, signature);
    }
    if (device !== (sig_alg === "imported" ? "import" : "server")) refuse("device_key_wrong");
    if (sig_alg === "imported") return async () => true;
    const keys = this.logKeysAt(index);
    if (!keys.length) refuse("log_key_unknown");
    return () => isOfOne(keys, message, signature);
  }

  /** @param {Envelope} envelope @param {Json | undefined} payload @returns {Uint8Array} */
  keyOf(envelope, payload) {
    const enrolled = this.devices.get(envelope.device);
    if (enrolled !== undefined) return enrolled;
    const hex = told(payload, "public_key");
    if (envelope.type !== "enrolment" || hex === undefined) return refuse("device_not_enrolled");
    const key = keyOfHex(hex);
    return key !== null && fingerprint(key) === envelope.device ? key : refuse("device_key_wrong");
  }

  /**
   * Remember what an entry says about keys.
   * @param {number} index @param {Envelope} envelope @param {Json | undefined} payload
   */
  take(index, envelope, payload) {
    if (envelope.type === "log-key") {
      const key = logKeyOfHex(told(payload, "public_key"));
      this.inForce.push({ after: index, keys: key === null ? [] : [key] });
    } else if (envelope.type === "revocation") {
      const device = told(payload, "device");
      if (typeof device === "string" && !this.revoked.has(device)) this.revoked.set(device, index);
    } else if (envelope.type === "enrolment" && !this.devices.has(envelope.device)) {
      const key = keyOfHex(told(payload, "public_key"));
      if (key !== null) this.devices.set(envelope.device, key);
    }
  }

  /** @param {number} size of a checkpoint, or the index of an entry @returns {Uint8Array[]} */
  logKeysAt(size) {
    for (let n = this.inForce.length - 1; n >= 0; n--) if (this.inForce[n].after < size) return this.inForce[n].keys;
    return [];
  }
}
