/** A problem of placement held against itself, the frozen policy and the result (docs/evidence-format.md, section 16). */
import { byCodePoint } from "./bytes.js";
import { canonical } from "./json.js";
import { digestOf } from "./proposing.js";
import { refuse } from "./refusal.js";
import { isMovePolicy } from "./shapes.js";

/** @typedef {{kind: string, most: number | null, unit: string | null, officials: string[], positions: string[], because: string}} Rule */
/**
 * @typedef {{version: number, policy: string, officials: string[], posts: string[], home: number[], must: boolean[],
 *   unit: number[], units: string[], rules: Rule[], values: (number | null)[][], matches: (number | null)[][],
 *   expected: (number | null)[][], experience: (number | null)[][], knocked_out: number[], openable: number[][],
 *   closed: {because: string, pairs: number[][]}[]}} Told
 */
/** @typedef {{experience_weight: number, move_price: number, few_moves: number | null, rules: Rule[]}} Policy in hundredths */

export const NOWHERE = -1;
const NOT_TO_BE_FILLED = "not_in_play";
const FORBIDDEN = "banned";
const WHOLE = 10_000n;

/** @param {any[]} listed @param {(a: any, b: any) => number} order @returns {boolean} */
const isAscending = (listed, order) => listed.every((one, n) => n === 0 || order(listed[n - 1], one) < 0);
const byNumber = (/** @type {number} */ a, /** @type {number} */ b) => a - b;
const byPair = (/** @type {number[]} */ a, /** @type {number[]} */ b) => a[0] - b[0] || a[1] - b[1];

/** Who may sit where. */
export class Problem {
  /** @param {Told} told of the right shape */
  constructor(told) {
    this.told = told;
    this.n = told.officials.length;
    this.m = told.posts.length;
    this.checkForm();
    this.openable = new Set(told.openable.map(([i, j]) => i * this.m + j));
    this.open = told.values.map((row, i) => row.map((value, j) => value !== null && !this.openable.has(i * this.m + j)));
    this.row = new Map(told.officials.map((code, i) => [code, i]));
    this.column = new Map(told.posts.map((code, j) => [code, j]));
    this.holder = Array(this.m).fill(NOWHERE);
    for (const [i, j] of told.home.entries()) if (j !== NOWHERE) this.holder[j] = i;
    /** @type {Map<number, string[]>} grounds of each pair that is not open */
    this.grounds = new Map();
    this.checkGrounds();
    for (const [i, j] of told.home.entries()) {
      if (j !== NOWHERE && !this.open[i][j]) refuse("placement_wrong", { part: "home", subject: told.officials[i] });
      if ((j !== NOWHERE) !== told.must[i]) refuse("placement_wrong", { part: "must", subject: told.officials[i] });
    }
  }

  checkForm() {
    const { told, n, m } = this;
    const isPair = (/** @type {number[]} */ one) => one.length === 2 && one[0] >= 0 && one[0] < n && one[1] >= 0 && one[1] < m;
    const isTable = (/** @type {any[][]} */ table) => table.length === n && table.every((row) => row.length === m);
    const held = told.home.filter((one) => one !== NOWHERE);
    /** @type {Record<string, boolean>} */
    const parts = {
      officials: isAscending(told.officials, byCodePoint),
      posts: isAscending(told.posts, byCodePoint),
      home: told.home.length === n && told.home.every((one) => one >= NOWHERE && one < m) && new Set(held).size === held.length,
      must: told.must.length === n,
      units: isAscending(told.units, byCodePoint),
      unit: told.unit.length === m && told.unit.every((one) => one >= 0 && one < told.units.length),
      values: isTable(told.values),
      matches: isTable(told.matches),
      expected: isTable(told.expected),
      experience: isTable(told.experience),
      knocked_out: isAscending(told.knocked_out, byNumber) && told.knocked_out.every((one) => one >= 0 && one < n),
      openable: told.openable.every(isPair) && isAscending(told.openable, byPair),
      closed:
        isAscending(told.closed, (a, b) => byCodePoint(a.because, b.because)) &&
        told.closed.every(({ pairs }) => pairs.every(isPair) && isAscending(pairs, byPair)),
    };
    for (const [part, holds] of Object.entries(parts)) if (!holds) refuse("placement_wrong", { part });
  }

  checkGrounds() {
    const { told, m } = this;
    for (const { because, pairs } of told.closed) {
      if (because === "" || !pairs.length) refuse("placement_wrong", { part: "closed" });
      for (const [i, j] of pairs) this.grounds.set(i * m + j, [...(this.grounds.get(i * m + j) ?? []), because]);
    }
    for (const [i, subject] of told.officials.entries()) {
      for (const [j, position] of told.posts.entries()) {
        const why = this.grounds.get(i * m + j) ?? [];
        const isOpenable = this.openable.has(i * m + j);
        const holds = isOpenable
          ? told.values[i][j] !== null && why.length === 1 && why[0] === NOT_TO_BE_FILLED
          : why.length > 0 !== this.open[i][j];
        if (!holds) refuse("placement_wrong", { part: "closed", subject, position });
      }
    }
  }

  /** Hold policy, rules and every value's parts together. @param {Policy | null} policy as the scheme's entry has it @returns {Policy} */
  checkParts(policy) {
    const { told } = this;
    if (policy === null || digestOf(policy) !== told.policy || !isMovePolicy(policy)) return refuse("placement_differs", { part: "policy" });
    const { rules, forbidden } = this.rulesOf(policy);
    if (canonical(/** @type {any} */ (rules)) !== canonical(/** @type {any} */ (told.rules))) refuse("placement_differs", { part: "rules" });
    for (const [i, subject] of told.officials.entries()) {
      for (const [j, position] of told.posts.entries()) {
        const isForbidden = forbidden.has(i * this.m + j) && told.home[i] !== j;
        if (isForbidden !== (this.grounds.get(i * this.m + j) ?? []).includes(FORBIDDEN)) {
          refuse("placement_gate_differs", { subject, position, because: FORBIDDEN });
        }
        this.checkValue(i, j, policy, { subject, position });
      }
    }
    return policy;
  }

  /** @param {Policy} policy the rules that these people and posts can break, and pairs that a rule forbids */
  rulesOf(policy) {
    /** @type {Rule[]} */
    const rules = [];
    /** @type {Set<number>} */
    const forbidden = new Set();
    for (const rule of policy.rules) {
      const officials = rule.officials.filter((one) => this.row.has(one));
      const positions = rule.positions.filter((one) => this.column.has(one));
      const isWhole = officials.length === rule.officials.length && positions.length === rule.positions.length;
      if (rule.kind === "only-if" && !isWhole) {
        const [i, j] = [this.row.get(rule.officials[0]), this.column.get(rule.positions[0])];
        if (i !== undefined && j !== undefined) forbidden.add(i * this.m + j);
      } else if (!(rule.kind === "apart" && officials.length < 2) && !(rule.kind === "not-both" && positions.length < 2)) {
        rules.push({ ...rule, officials, positions });
      }
    }
    return { rules, forbidden };
  }

  /** @param {number} i @param {number} j @param {Policy} policy @param {{subject: string, position: string}} where */
  checkValue(i, j, policy, where) {
    const { told } = this;
    const [value, match, experience] = [told.values[i][j], told.matches[i][j], told.experience[i][j]];
    const isOwn = told.home[i] === j;
    const expected = told.expected[i][j];
    if (match !== null && (value === null || match < 0 || match > 10_000)) refuse("placement_wrong", { part: "matches", ...where });
    if (expected !== null && (match === null || expected < 0 || expected > 10_000)) refuse("placement_wrong", { part: "expected", ...where });
    if (experience !== null && (value === null || experience < 0 || experience > 10_000)) {
      refuse("placement_wrong", { part: "experience", ...where });
    }
    if (value !== null && match === null && !isOwn) refuse("placement_wrong", { part: "values", ...where });
    if (value === null) return;
    const isNothing = match === null || (isOwn && told.knocked_out.includes(i));
    const made = isNothing ? 0n : weighted(expected ?? match, experience, policy.experience_weight) - (isOwn ? 0n : BigInt(policy.move_price));
    if (BigInt(value) !== made) refuse("placement_value_differs", { ...where, published: value, recomputed: Number(made) });
  }
}

/** @param {number} match @param {number | null} experience @param {number} share */
function weighted(match, experience, share) {
  if (experience === null) return BigInt(match);
  const w = BigInt(share);
  return floored(2n * (BigInt(match) * (WHOLE - w) + BigInt(experience) * w) + WHOLE, 2n * WHOLE);
}

/** @param {bigint} n @param {bigint} d above 0 @returns {bigint} the greatest whole number that is no more than n / d */
export function floored(n, d) {
  const whole = n / d;
  return n < 0n && whole * d !== n ? whole - 1n : whole;
}
