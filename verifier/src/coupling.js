/** What several moves break together, as rows over pairs, and whether a row is true (docs/evidence-format.md, section 16). */
import { canonical } from "./json.js";
import { NOWHERE } from "./problem.js";
import { refuse } from "./refusal.js";

/** @typedef {import("./problem.js").Problem} Problem */
/** @typedef {{pairs: number[][], most: number, rule: number}} Row */
/** @typedef {{most_moves: number | null, pins: string[][], bans: string[][], opened: string[]}} Wishes */
/** @typedef {{open: boolean[][], must: boolean[]}} Desired what is open, and who must have a seat, as wished */
/** @typedef {{most: number, rule: number} | null} Limit */

/** @param {Problem} problem @param {Wishes} wishes of people and posts that are there @returns {Desired} */
export function wished(problem, { pins, bans, opened }) {
  const open = problem.open.map((row) => [...row]);
  const must = [...problem.told.must];
  const at = (/** @type {string[]} */ [official, post]) => [problem.row.get(official), problem.column.get(post)].map(Number);
  for (const post of opened) {
    const j = Number(problem.column.get(post));
    for (let i = 0; i < problem.n; i++) open[i][j] ||= problem.openable.has(i * problem.m + j);
  }
  for (const [i, j] of bans.map(at)) open[i][j] = false;
  const kept = open.map((row) => [...row]);
  const pinned = pins.map(at);
  for (const [i, j] of pinned) {
    kept[i].fill(false);
    for (const row of kept) row[j] = false;
    must[i] = true;
  }
  for (const [i, j] of pinned) kept[i][j] = open[i][j] && pinned.every(([k, other]) => (i === k) === (j === other));
  return { open: kept, must };
}

/** @param {Problem} problem @param {Desired} desired @param {Wishes["most_moves"]} mostMoves @returns {Row[]} */
export function rowsOf(problem, desired, mostMoves) {
  const rows = mostMoves === null ? [] : [movesRow(problem, desired, mostMoves, -1)];
  for (const [number, rule] of problem.told.rules.entries()) {
    const wrong = () => refuse("coupling_rule_incomplete", { rule: number });
    const most = () => (rule.most === null || rule.most < 0 ? wrong() : rule.most);
    const posts = () => rule.positions.map((one) => Number(problem.column.get(one)));
    if (rule.kind === "most-moves") rows.push(movesRow(problem, desired, most(), number));
    else if (rule.kind === "unit-quota") {
      const unit = problem.told.units.indexOf(rule.unit ?? "");
      if (rule.unit === null || unit < 0) refuse("coupling_unit_unknown", { rule: number });
      const own = problem.told.unit.flatMap((one, j) => (one === unit ? [j] : []));
      rows.push(changesRow(problem, desired, own, most(), number));
    } else if (rule.kind === "not-both") rows.push(changesRow(problem, desired, posts(), 1, number));
    else if (rule.kind === "apart") {
      const people = [...new Set(rule.officials)];
      if (people.length < 2) wrong();
      rows.push(...apartRows(problem, desired, people, number));
    } else if (rule.kind === "only-if") {
      if (rule.officials.length !== 2 || rule.positions.length !== 2) wrong();
      const [first, second] = rule.officials.map((one) => Number(problem.row.get(one)));
      rows.push(onlyIfRow(desired, [first, posts()[0]], [second, posts()[1]], number));
    } else most();
  }
  return rows;
}

/** @param {number[][]} pairs @param {number} most @param {number} rule @returns {Row} */
const rowOf = (pairs, most, rule) => ({ pairs: pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]), most, rule });

/** @param {Problem} problem @param {Desired} desired @param {number} most @param {number} rule */
function movesRow({ told }, { open }, most, rule) {
  const pairs = told.home.flatMap((home, i) => {
    if (home !== NOWHERE) return open[i][home] ? [[i, home, -1]] : [];
    return open[i].flatMap((isOpen, j) => (isOpen ? [[i, j, 1]] : []));
  });
  return rowOf(pairs, most - told.home.filter((one) => one !== NOWHERE).length, rule);
}

/** @param {Problem} problem @param {Desired} desired @param {number[]} posts @param {number} most @param {number} rule */
function changesRow({ holder, n }, { open }, posts, most, rule) {
  const pairs = [];
  let held = 0;
  for (const j of new Set(posts)) {
    if (holder[j] === NOWHERE) for (let i = 0; i < n; i++) open[i][j] && pairs.push([i, j, 1]);
    else {
      held++;
      if (open[holder[j]][j]) pairs.push([holder[j], j, -1]);
    }
  }
  return rowOf(pairs, most - held, rule);
}

/** @param {Problem} problem @param {Desired} desired @param {string[]} people @param {number} rule */
function apartRows({ told, row }, { open }, people, rule) {
  const rows = [];
  const officials = people.map((one) => Number(row.get(one)));
  for (const unit of [...new Set(told.unit)].sort((a, b) => a - b)) {
    const pairs = officials.flatMap((i) => open[i].flatMap((isOpen, j) => (isOpen && told.unit[j] === unit ? [[i, j, 1]] : [])));
    if (new Set(pairs.map(([i]) => i)).size > 1) rows.push(rowOf(pairs, 1, rule));
  }
  return rows;
}

/** @param {Desired} desired @param {number[]} first @param {number[]} second @param {number} rule */
function onlyIfRow({ open }, first, second, rule) {
  const isSame = first[0] === second[0] && first[1] === second[1];
  if (isSame || !open[first[0]][first[1]]) return rowOf([], 0, rule);
  return rowOf([[...first, 1], ...(open[second[0]][second[1]] ? [[...second, -1]] : [])], 0, rule);
}

/** @param {Row} row @param {number[]} seats its left side for these seats */
export const activity = (row, seats) => row.pairs.reduce((sum, [i, j, by]) => sum + (seats[i] === j ? by : 0), 0);

/** @param {Problem} problem @param {number[]} seats lengths of what moves hang together, and whether in a circle */
export function runsOf({ told, holder }, seats) {
  const moved = seats.flatMap((j, i) => (j === told.home[i] ? [] : [i]));
  const next = (/** @type {number} */ i) => {
    const other = seats[i] === NOWHERE ? NOWHERE : holder[seats[i]];
    return other !== NOWHERE && seats[other] !== told.home[other] ? other : NOWHERE;
  };
  const followed = new Set(moved.map(next));
  /** @type {{length: number, isCycle: boolean}[]} */
  const runs = [];
  const done = new Set();
  const walk = (/** @type {number} */ first, /** @type {boolean} */ isCycle) => {
    let length = 0;
    for (let i = first; i !== NOWHERE && !done.has(i); i = next(i)) {
      done.add(i);
      length++;
    }
    runs.push({ length, isCycle });
  };
  for (const i of moved) if (!followed.has(i)) walk(i, false);
  for (const i of moved) if (!done.has(i)) walk(i, true);
  return runs;
}

/** @param {Problem} problem @param {string} kind @returns {Limit} */
function limitOf({ told }, kind) {
  /** @type {Limit} */
  let found = null;
  for (const [rule, { kind: own, most }] of told.rules.entries()) {
    if (own === kind && most !== null && (found === null || most < found.most)) found = { most, rule };
  }
  return found;
}

/** @param {number[][]} arcs @returns {number[][]} the arcs of one circle, none where there is none; each is looked at once or twice */
function circleIn(arcs) {
  /** @type {Map<number, number[]>} */
  const ways = new Map();
  /** @type {Map<number, number>} */
  const entering = new Map();
  for (const [from, to] of arcs) {
    const ends = ways.get(from);
    if (ends === undefined) ways.set(from, [to]);
    else ends.push(to);
    entering.set(to, (entering.get(to) ?? 0) + 1);
  }
  const free = [...ways.keys()].filter((one) => !entering.get(one));
  for (let one = free.pop(); one !== undefined; one = free.pop()) {
    for (const to of ways.get(one) ?? []) {
      const left = (entering.get(to) ?? 0) - 1;
      entering.set(to, left);
      if (!left && ways.has(to)) free.push(to);
    }
    ways.delete(one);
  }
  // Nobody is left whom no arc reaches, so going back from arc to arc has to come round.
  const before = new Map([...ways].flatMap(([from, ends]) => ends.map((to) => [to, from])));
  const [first] = before.keys();
  if (first === undefined) return [];
  const met = new Set();
  let one = first;
  for (; !met.has(one); one = before.get(one) ?? one) met.add(one);
  const circle = [];
  for (let end = one; !circle.length || end !== one; end = circle[circle.length - 1][0]) circle.push([before.get(end) ?? end, end]);
  return circle;
}

/** @param {number[][]} arcs */
const hasCircle = (arcs) => circleIn(arcs).length > 0;

/** @param {number[][]} arcs whether there is no circle, or one arc that every circle needs: so one of whichever is met */
function hasOneClosingArc(arcs) {
  const circle = circleIn(arcs);
  const without = (/** @type {number[]} */ [from, to]) => arcs.filter((other) => other[0] !== from || other[1] !== to);
  return !circle.length || circle.some((one) => !hasCircle(without(one)));
}

/**
 * Whether a row is true of all lawful seats.
 * @param {Problem} problem @param {Desired} desired @param {Row[]} rows @param {Row} row
 */
export function follows(problem, desired, rows, row) {
  const text = canonical({ pairs: row.pairs, most: row.most, rule: row.rule });
  if (rows.some((one) => canonical(/** @type {any} */ (one)) === text)) return true;
  const { told, holder, m } = problem;
  const chain = limitOf(problem, "longest-chain");
  const cycle = limitOf(problem, "longest-cycle");
  const steps = new Map(row.pairs.filter(([, , by]) => by === 1).map(([i, j]) => [i * m + j, [i, j]]));
  const givenUp = row.pairs.filter(([, , by]) => by === -1);
  const movers = new Set([...steps.values()].map(([i]) => i));
  const leavers = new Set(givenUp.map(([i]) => i));
  if (steps.size + givenUp.length !== row.pairs.length || row.most !== movers.size - 1) return false;
  if ([...steps.values()].some(([i, j]) => told.home[i] === j)) return false;
  const arcs = [];
  const ends = new Set();
  for (const [i, j] of steps.values()) {
    const to = holder[j];
    if (to !== NOWHERE && (movers.has(to) || leavers.has(to))) arcs.push([i, to]);
    else ends.add(j);
  }
  if (leavers.size) {
    const [leaver] = leavers;
    const posts = new Set(givenUp.map(([, j]) => j));
    const isAll = desired.open[leaver]?.every((isOpen, j) => !isOpen || posts.has(j)) ?? false;
    const isOne = leavers.size === 1 && !movers.has(leaver) && told.home[leaver] !== NOWHERE;
    return !ends.size && isOne && isAll && chain !== null && chain.most <= movers.size && !hasCircle(arcs);
  }
  if (!ends.size) {
    return cycle !== null && cycle.most < movers.size && hasOneClosingArc(arcs);
  }
  if (ends.size > 1 || chain === null || hasCircle(arcs)) return false;
  const [end] = ends;
  if (holder[end] === NOWHERE) return chain.most < movers.size;
  return cycle !== null && Math.max(chain.most, cycle.most) <= movers.size;
}
