/** ECDSA over P-256 with SHA-256 (FIPS 186-4), signatures r ‖ s; and the fingerprint of a key. */
import { bytesOfHex } from "./bytes.js";
import { sha256 } from "./sha256.js";

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** @param {Uint8Array} bytes big endian */
function integerOf(bytes) {
  let out = 0n;
  for (const byte of bytes) out = (out << 8n) | BigInt(byte);
  return out;
}

/**
 * Whether 65 bytes are an uncompressed point on the curve.
 * @param {Uint8Array} key
 */
export function isP256Key(key) {
  if (key.length !== 65 || key[0] !== 4) return false;
  const x = integerOf(key.subarray(1, 33));
  const y = integerOf(key.subarray(33));
  return x < P && y < P && (y * y - x * x * x + 3n * x - B) % P === 0n;
}

/** @type {Map<string, Promise<CryptoKey | null>>} */
const IMPORTED = new Map();

/** @param {Uint8Array} key */
function imported(key) {
  const name = key.join();
  let found = IMPORTED.get(name);
  if (!found) {
    const kind = { name: "ECDSA", namedCurve: "P-256" };
    found = crypto.subtle.importKey("raw", /** @type {BufferSource} */ (key), kind, false, ["verify"]).catch(() => null);
    IMPORTED.set(name, found);
  }
  return found;
}

/**
 * Whether the signature is of this key over this message.
 * @param {Uint8Array} key @param {Uint8Array} message @param {Uint8Array} signature
 * @returns {Promise<boolean>}
 */
export async function verifyP256(key, message, signature) {
  if (!isP256Key(key) || signature.length !== 64) return false;
  const r = integerOf(signature.subarray(0, 32));
  const s = integerOf(signature.subarray(32));
  if (r < 1n || r >= ORDER || s < 1n || s >= ORDER) return false;
  const native = await imported(key);
  if (native === null) return false;
  const kind = { name: "ECDSA", hash: "SHA-256" };
  return crypto.subtle.verify(kind, native, /** @type {BufferSource} */ (signature), /** @type {BufferSource} */ (message));
}

/**
 * First 60 bits of the key's SHA-256 in twelve characters, as people compare them.
 * @param {Uint8Array} key
 */
export function fingerprint(key) {
  let bits = integerOf(sha256(key).subarray(0, 8)) >> 4n;
  let out = "";
  for (let n = 0; n < 12; n++, bits >>= 5n) out = ALPHABET[Number(bits & 31n)] + out;
  return `${out.slice(0, 4)}-${out.slice(4, 8)}-${out.slice(8)}`;
}

/** @param {unknown} hex @returns {Uint8Array | null} the key of an enrolment's 130 hex digits */
export function keyOfHex(hex) {
  const key = typeof hex === "string" ? bytesOfHex(hex) : null;
  return key !== null && isP256Key(key) ? key : null;
}
