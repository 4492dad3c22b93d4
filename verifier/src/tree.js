/** The ledger's tree: RFC 6962, section 2.1; proofs as RFC 9162, sections 2.1.3.2 and 2.1.4.2. */
import { joined, sameBytes } from "./bytes.js";
import { refuse } from "./refusal.js";
import { sha256 } from "./sha256.js";

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
const LINE_FEED = Uint8Array.of(10);

/** @param {Uint8Array} leaf */
export function leafHash(leaf) {
  return sha256(LEAF, leaf);
}

/**
 * Leaf hash of an entry: its envelope bytes, a line feed, its signature bytes.
 * @param {Uint8Array} envelope
 * @param {Uint8Array} signature
 */
export function entryHash(envelope, signature) {
  return leafHash(joined(envelope, LINE_FEED, signature));
}

/**
 * @param {Uint8Array} left
 * @param {Uint8Array} right
 */
export function nodeHash(left, right) {
  return sha256(NODE, left, right);
}

/** A tree that grows by one leaf at a time and keeps only the roots of its full subtrees. */
export class Growing {
  constructor() {
    this.size = 0;
    /** @type {Uint8Array[]} largest subtree first */
    this.full = [];
  }

  /** @param {Uint8Array} hash */
  add(hash) {
    let node = hash;
    for (let n = this.size; n % 2 === 1; n = (n - 1) / 2) node = nodeHash(/** @type {Uint8Array} */ (this.full.pop()), node);
    this.full.push(node);
    this.size++;
  }

  /** @returns {Uint8Array} */
  get root() {
    if (this.size === 0) return sha256();
    return this.full.reduceRight((right, left) => nodeHash(left, right));
  }
}

/**
 * Refuse unless the proof shows the leaf at this index in the tree of this size and root.
 * @param {{index: number, size: number, leaf: Uint8Array, proof: Uint8Array[], root: Uint8Array}} claim
 */
export function checkInclusion({ index, size, leaf, proof, root }) {
  if (!(index >= 0 && index < size) || leaf.length !== 32) refuse("inclusion_not_proved");
  let fn = BigInt(index);
  let sn = BigInt(size) - 1n;
  let r = leaf;
  for (const p of proof) {
    if (sn === 0n || p.length !== 32) refuse("inclusion_not_proved");
    if (fn & 1n || fn === sn) {
      r = nodeHash(p, r);
      while (!(fn & 1n) && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else r = nodeHash(r, p);
    fn >>= 1n;
    sn >>= 1n;
  }
  if (sn !== 0n || !sameBytes(r, root)) refuse("inclusion_not_proved");
}

/**
 * Refuse unless the proof shows that the larger tree begins with the smaller one. From size 0 nothing is
 * shown, except 0 to 0 with the root of the empty tree.
 * @param {{size1: number, size2: number, proof: Uint8Array[], root1: Uint8Array, root2: Uint8Array}} claim
 */
export function checkConsistency({ size1, size2, proof, root1, root2 }) {
  const no = () => refuse("consistency_not_proved");
  if (size1 < 0 || size1 > size2) no();
  if (size1 === size2) {
    if (proof.length || !sameBytes(root1, root2)) no();
    if (size1 === 0 && !sameBytes(root1, sha256())) no();
    return;
  }
  if (size1 === 0 || proof.some((one) => one.length !== 32)) no();
  let fn = BigInt(size1) - 1n;
  let sn = BigInt(size2) - 1n;
  const isPowerOfTwo = (BigInt(size1) & fn) === 0n;
  const path = isPowerOfTwo ? [root1, ...proof] : [...proof];
  if (!path.length) no();
  while (fn & 1n) {
    fn >>= 1n;
    sn >>= 1n;
  }
  let fr = path[0];
  let sr = path[0];
  for (const c of path.slice(1)) {
    if (sn === 0n) no();
    if (fn & 1n || fn === sn) {
      fr = nodeHash(c, fr);
      sr = nodeHash(c, sr);
      while (!(fn & 1n) && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else sr = nodeHash(sr, c);
    fn >>= 1n;
    sn >>= 1n;
  }
  if (sn !== 0n || !sameBytes(fr, root1) || !sameBytes(sr, root2)) no();
}
