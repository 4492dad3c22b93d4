/** A slate held against its problem: lawful seats, wishes, sum and proof (docs/evidence-format.md, section 16). */
import { activity, follows, rowsOf, runsOf, wished } from "./coupling.js";
import { NOWHERE, floored } from "./problem.js";
import { Refusal, refuse } from "./refusal.js";

/** @typedef {import("./problem.js").Problem} Problem */
/** @typedef {import("./coupling.js").Desired} Desired */
/** @typedef {import("./coupling.js").Wishes} Wishes */
/** @typedef {import("./coupling.js").Row & {price: number}} PricedRow */
/** @typedef {{scale: number, officials: number[], posts: number[], rows: PricedRow[]}} Proof */
/**
 * @typedef {{problem: string, name: string, wishes: Wishes, seats: (string | null)[], objective: number, bound: number,
 *   proof: Proof, draws: null | {n: number, chosen_in: number[], regret: number[], regret_bound: number | null}}} Slate
 */
/** @typedef {{slate: Slate, seats: number[], isProved: boolean, gap: bigint}} Offered */

/** So that every difference of two is a number of section 1 too. */
const LARGEST_BOUND = 2n ** 52n;

/** @param {Problem} problem @param {number[]} seats @param {string[]} opened refused unless everybody sits lawfully */
export function checkSeats(problem, seats, opened) {
  const { told } = problem;
  const taken = new Set();
  for (const [i, j] of seats.entries()) {
    const subject = told.officials[i];
    if (j === NOWHERE) {
      if (told.must[i]) refuse("guard_broken", { subject });
      continue;
    }
    const position = told.posts[j];
    const isOpen = problem.open[i][j] || (problem.openable.has(i * problem.m + j) && opened.includes(position));
    if (!isOpen) refuse("seat_closed", { subject, position });
    if (taken.has(j)) refuse("post_taken_twice", { subject, position });
    taken.add(j);
  }
}

/** @param {Problem} problem @param {number[]} seats refused where they break what several moves break together */
export function checkCoupling(problem, seats) {
  const rows = rowsOf(problem, { open: problem.open, must: problem.told.must }, null);
  for (const row of rows) if (activity(row, seats) > row.most) refuse("coupling_broken", { rule: row.rule });
  const runs = runsOf(problem, seats);
  for (const [rule, { kind, most }] of problem.told.rules.entries()) {
    const isCycle = kind === "longest-cycle";
    if (most === null || (kind !== "longest-chain" && !isCycle)) continue;
    if (runs.some((one) => one.isCycle === isCycle && one.length > most)) refuse("coupling_broken", { rule });
  }
}

/** @param {Problem} problem @param {number[]} seats whether they break nothing that several moves break together */
export function isLawful(problem, seats) {
  try {
    checkCoupling(problem, seats);
  } catch (wrong) {
    if (wrong instanceof Refusal) return false;
    throw wrong;
  }
  return true;
}

/** @param {Slate} slate @param {boolean} isFirst */
function checkName({ name, wishes }, isFirst) {
  if (isFirst && name !== "best") refuse("best_slate_missing");
  const isFree = !wishes.pins.length && !wishes.bans.length && !wishes.opened.length;
  const fits = name === "wished" || (isFree && (wishes.most_moves !== null) === (name === "few-moves"));
  if (!fits) refuse("slate_wrong", { part: "name" });
}

/** @param {Problem} problem @param {Wishes} wishes */
function checkWishes(problem, { pins, bans, opened, most_moves: most }) {
  const isPair = (/** @type {string[]} */ one) => one.length === 2 && problem.row.has(one[0]) && problem.column.has(one[1]);
  const isKnown = [...pins, ...bans].every(isPair) && opened.every((one) => problem.column.has(one));
  if (!isKnown || (most !== null && most < 0)) refuse("slate_wrong", { part: "wishes" });
}

/** @param {Problem} problem @param {(string | null)[]} seats @returns {number[]} */
function seatsOf(problem, seats) {
  if (seats.length !== problem.n) refuse("slate_wrong", { part: "seats" });
  return seats.map((post) => {
    if (post === null) return NOWHERE;
    return problem.column.get(post) ?? refuse("slate_wrong", { part: "seats", position: post });
  });
}

/** @param {Problem} problem @param {Desired} desired @param {Slate} slate @returns {bigint} what nothing is worth more than */
function boundOf(problem, desired, { proof, wishes }) {
  const { told, n, m } = problem;
  const isPair = (/** @type {number[]} */ one) => one.length === 3 && one[0] >= 0 && one[0] < n && one[1] >= 0 && one[1] < m;
  if (!proof.rows.every(({ pairs }) => pairs.every(isPair))) refuse("slate_wrong", { part: "proof" });
  const rows = rowsOf(problem, desired, wishes.most_moves);
  for (const [row, one] of proof.rows.entries()) if (!follows(problem, desired, rows, one)) refuse("proof_row_unknown", { row });
  if (proof.officials.length !== n || proof.posts.length !== m || proof.scale < 1) refuse("proof_has_other_size");
  const negative = proof.posts.findIndex((one) => one < 0);
  if (negative >= 0) refuse("proof_price_negative", { post: told.posts[negative] });
  if (proof.rows.some(({ price }) => price < 0)) refuse("proof_price_negative", { post: "–" });
  const unwilling = proof.officials.findIndex((one, i) => one < 0 && !desired.must[i]);
  if (unwilling >= 0) refuse("proof_misses_going", { official: told.officials[unwilling] });
  const officials = proof.officials.map(BigInt);
  const posts = proof.posts.map(BigInt);
  /** @type {Map<number, bigint>} */
  const priced = new Map();
  let total = [...officials, ...posts].reduce((sum, one) => sum + one, 0n);
  for (const { pairs, most, price } of proof.rows) {
    total += BigInt(price) * BigInt(most);
    for (const [i, j, by] of pairs) priced.set(i * m + j, (priced.get(i * m + j) ?? 0n) + BigInt(price) * BigInt(by));
  }
  const scale = BigInt(proof.scale);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      if (!desired.open[i][j]) continue;
      const cover = officials[i] + posts[j] + (priced.get(i * m + j) ?? 0n);
      const isCovered = cover >= scale * BigInt(told.values[i][j] ?? 0);
      if (!isCovered) refuse("proof_misses_pair", { official: told.officials[i], post: told.posts[j] });
    }
  }
  return floored(total, scale);
}

/** @param {Slate} slate */
function checkDraws({ draws, seats }) {
  if (draws === null) return;
  const { n, chosen_in: counts, regret } = draws;
  const isCounted = counts.length === seats.length && counts.every((one) => one >= 0 && one <= n);
  const isRegret = !regret.length || (regret.length === 2 && regret[0] <= regret[1]);
  if (n < 1 || !isCounted || !isRegret) refuse("slate_wrong", { part: "draws" });
}

/**
 * A slate that holds.
 * @param {Slate} slate of the right shape @param {Problem} problem @param {boolean} isFirst of its problem
 * @returns {Offered}
 */
export function offered(slate, problem, isFirst) {
  const { wishes, objective, bound } = slate;
  const { told } = problem;
  checkName(slate, isFirst);
  checkWishes(problem, wishes);
  const seats = seatsOf(problem, slate.seats);
  const desired = wished(problem, wishes);
  checkSeats(problem, seats, wishes.opened);
  for (const [i, j] of seats.entries()) {
    if (j === NOWHERE ? desired.must[i] : !desired.open[i][j]) refuse("slate_against_wish", { subject: told.officials[i] });
  }
  const moves = seats.filter((j, i) => j !== told.home[i]).length;
  if (wishes.most_moves !== null && moves > wishes.most_moves) refuse("slate_against_wish", { subject: "" });
  checkCoupling(problem, seats);
  const sum = seats.reduce((total, j, i) => total + BigInt(j === NOWHERE ? 0 : told.values[i][j] ?? 0), 0n);
  if (BigInt(objective) !== sum) refuse("objective_differs", { published: objective, recomputed: Number(sum) });
  const proved = boundOf(problem, desired, slate);
  if ([proved, -proved, BigInt(bound), -BigInt(bound)].some((one) => one > LARGEST_BOUND)) refuse("proof_number_too_large");
  const isCoupled = told.rules.length > 0 || wishes.most_moves !== null;
  if (bound < objective || (BigInt(bound) < proved && !isCoupled)) {
    refuse("bound_not_proved", { published: bound, recomputed: Number(proved) });
  }
  // The most robust is none of the best by value: its bound is theirs.
  if (slate.name !== "robust" && !isCoupled && bound !== objective) {
    refuse("best_is_not_best", { published: objective, recomputed: bound });
  }
  checkDraws(slate);
  const gap = proved > BigInt(bound) ? proved - BigInt(bound) : 0n;
  return { slate, seats, isProved: proved === sum, gap };
}
