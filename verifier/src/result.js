/** What the page shows of a verdict. */
import { becauseOf, sentenceOf, told } from "./telling.js";
import { CHECK_NAMES, FORMULAS, GRADES, NOT_PROVABLE, OUTCOMES, ROLES, WORDS } from "./words.js";

/** @typedef {import("./page.js").Answer} Answer */
/** @typedef {import("./page.js").Verdict} Verdict */
/** @typedef {0 | 1} Language */

const ICONS = {
  holds: "M24 4a20 20 0 1 0 .01 0M14 25l7 7 13-15",
  fails: "M24 4a20 20 0 1 0 .01 0M16 16l16 16M32 16L16 32",
  unreadable: "M24 4a20 20 0 1 0 .01 0M24 13v14M24 34v.5",
};
const SIGNS = /** @type {Record<string, string>} */ ({ holds: "✓", fails: "✗", "not-provable": "–" });

/**
 * @param {string} tag @param {string} [name] class @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
function el(tag, name, ...children) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.append(...children);
  return made;
}

/** @param {string} path */
function icon(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 48 48");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** @param {string} title @param {...(Node | string)} children */
const card = (title, ...children) => el("section", "card", el("h2", "", title), ...children);

/** @param {string} label @param {() => void} act @param {string} name */
function button(label, act, name) {
  const made = el("button", name, label);
  made.setAttribute("type", "button");
  made.addEventListener("click", act);
  return made;
}

/** @param {string} name "holds", "fails" or "unreadable" @param {string} title @param {(Node | string)[]} lines */
function banner(name, title, lines) {
  const heading = el("h2", "", title);
  heading.id = "verdict";
  heading.tabIndex = -1;
  return el("div", `verdict ${name}`, icon(ICONS[/** @type {keyof typeof ICONS} */ (name)]), el("div", "", heading, ...lines));
}

/** @param {Verdict} verdict @param {Language} n */
function goodBanner(verdict, n) {
  const outcomes = Object.values(verdict.checks);
  const holds = outcomes.filter((one) => one === "holds").length;
  const open = outcomes.length - holds;
  const { recomputed } = verdict.numbers;
  const facts = { checks: holds, holds, all: outcomes.length, open, n: recomputed.toLocaleString(n ? "en" : "id") };
  if (!open) return banner("holds", WORDS.holds[n], [el("p", "", told((recomputed ? WORDS.holdsTold : WORDS.holdsPlain)[n], facts))]);
  const lines = [el("p", "", told(WORDS.counted[n], facts))];
  if (recomputed) lines.push(el("p", "", told(WORDS.recounted[n], facts)));
  return banner("holds", WORDS.holdsInPart[n], lines);
}

/** @param {string} reason @param {Record<string, unknown>} where @param {Language} n */
function unreadableOf(reason, where, n) {
  if (reason === "zip_not_canonical") return WORDS.packedAnew[n];
  return told(WORDS.notOriginal[n], { because: becauseOf(reason, where, n) });
}

/** @param {Verdict} verdict @param {Language} n */
function verdictBanner(verdict, n) {
  const { where, reason } = verdict;
  if (reason === null) return goodBanner(verdict, n);
  const lines = [el("p", "", verdict.verdict === "unreadable" ? unreadableOf(reason, where, n) : sentenceOf(reason, where, n))];
  lines.push(el("p", "quiet", told(WORDS.reasonCode[n], { code: reason })));
  return banner(verdict.verdict, WORDS[verdict.verdict][n], lines);
}

/** @param {Verdict} verdict @param {Language} n */
function checksCard(verdict, n) {
  const reached = Object.entries(verdict.checks).filter(([, outcome]) => outcome !== "not-reached");
  const notReached = Object.keys(verdict.checks).length - reached.length;
  const lines = reached.map(([check, outcome]) => {
    const sign = el("span", "sign", SIGNS[outcome]);
    sign.setAttribute("aria-hidden", "true");
    const line = el("li", `is-${outcome}`, sign, el("span", "", CHECK_NAMES[check][n]), el("span", "told", OUTCOMES[outcome][n]));
    const why = outcome === "not-provable" ? NOT_PROVABLE[check] : undefined;
    if (why) line.append(el("span", "why", why[n]));
    return line;
  });
  const rest = notReached ? [el("p", "quiet", told(WORDS.notReached[n], { n: notReached }))] : [];
  return card(WORDS.checksTitle[n], el("ul", "checks", ...lines), ...rest);
}

/** @param {Verdict} verdict @param {Language} n @returns {HTMLElement[]} */
function warningCards(verdict, n) {
  if (!verdict.warnings.length) return [];
  const lines = verdict.warnings.map((one) => el("li", "note", sentenceOf(one.code, one.where, n)));
  return [card(WORDS.warningsTitle[n], el("ul", "", ...lines))];
}

/** @param {Verdict} verdict @param {Language} n @returns {HTMLElement[]} */
function notHereCards(verdict, n) {
  const counts = Object.entries(verdict.numbers.not_recomputed_here);
  if (!counts.length) return [];
  const lines = counts.map(([formula, count]) => {
    const name = FORMULAS[formula]?.[n] ?? formula;
    return el("li", "", `${name.charAt(0).toUpperCase()}${name.slice(1)}: ${count.toLocaleString(n ? "en" : "id")}`);
  });
  return [card(WORDS.notHereTitle[n], el("p", "quiet", WORDS.notHereTold[n]), el("ul", "plain", ...lines))];
}

/** @param {Verdict} verdict @param {Language} n @returns {HTMLElement[]} */
function placementCards({ placement }, n) {
  if (!placement.problems) return [];
  const facts = Object.fromEntries(Object.entries(placement).map(([name, count]) => [name, count.toLocaleString(n ? "en" : "id")]));
  const said = [WORDS.slatesTold, WORDS.pairsTold, ...(placement.draws_not_recomputed_here ? [WORDS.drawsTold] : [])];
  const lines = said.map((one) => el("li", "", told(one[n], facts)));
  return [card(WORDS.placementTitle[n], el("ul", "plain", ...lines))];
}

/** @param {Verdict} verdict @param {Language} n @returns {HTMLElement[]} */
function codeCards({ code }, n) {
  if (code === null) return [];
  const groups = code.split(" ").map((one) => el("span", "", one));
  return [card(WORDS.codeTitle[n], el("p", "code", ...groups), el("p", "quiet", WORDS.codeTold[n]))];
}

/** @param {Verdict} verdict @param {Language} n @returns {HTMLElement[]} */
function deviceCards({ devices }, n) {
  if (!devices.length) return [];
  const heads = [WORDS.fingerprint, WORDS.holder, WORDS.role].map((word) => {
    const head = el("th", "", word[n]);
    head.setAttribute("scope", "col");
    return head;
  });
  const rows = devices.map(({ device, holder, role }) =>
    el("tr", "", el("td", "", el("span", "mono", device)), el("td", "", holder), el("td", "", ROLES[role]?.[n] ?? role)),
  );
  const table = el("table", "", el("thead", "", el("tr", "", ...heads)), el("tbody", "", ...rows));
  return [card(WORDS.devicesTitle[n], el("p", "quiet", WORDS.devicesTold[n]), table)];
}

/** @param {Answer} answer @param {Language} n */
function fileCard({ verdict, name, digest, at }, n) {
  const facts = el("dl");
  const put = (/** @type {[string, string]} */ word, /** @type {string | Node} */ value) =>
    facts.append(el("dt", "", word[n]), el("dd", "", value));
  put(WORDS.fileName, name);
  if (digest) put(WORDS.fileDigest, el("span", "mono", digest));
  if (verdict?.log) put(WORDS.ledger, verdict.log);
  if (verdict?.size !== null && verdict?.size !== undefined) put(WORDS.entries, verdict.size.toLocaleString(n ? "en" : "id"));
  if (verdict?.grade) put(WORDS.grade, GRADES[verdict.grade][n] + (verdict.subject ? ` (${verdict.subject})` : ""));
  if (verdict?.erased.entries) {
    const { entries, people } = verdict.erased;
    put(WORDS.erased, told(WORDS.erasedTold[n], { n: entries, people: people.join(", ") || "–" }));
  }
  put(WORDS.checkedAt, at.toLocaleString(n ? "en-GB" : "id-ID", { dateStyle: "long", timeStyle: "short" }));
  return card(WORDS.fileTitle[n], facts);
}

/**
 * Everything that is shown of an answer.
 * @param {Answer} answer @param {Language} n @param {{print: () => void, another: () => void}} acts
 * @returns {HTMLElement[]}
 */
export function resultOf(answer, n, { print, another }) {
  const { verdict } = answer;
  const actions = el(
    "div",
    "actions",
    button(WORDS.print[n], print, "button quietly"),
    button(WORDS.another[n], another, "button quietly"),
  );
  if (verdict === null) {
    return [banner("unreadable", WORDS.brokenTitle[n], [el("p", "", WORDS.broken[n])]), fileCard(answer, n), actions];
  }
  return [
    verdictBanner(verdict, n),
    ...warningCards(verdict, n),
    checksCard(verdict, n),
    ...placementCards(verdict, n),
    ...notHereCards(verdict, n),
    ...codeCards(verdict, n),
    ...deviceCards(verdict, n),
    fileCard(answer, n),
    actions,
  ];
}
