/** Letters after the lock: what two people must have seen of them, and what a later letter cannot undo. */
import { SAME, keyOf } from "./dossier.js";
import { canonical } from "./json.js";
import { refuse } from "./refusal.js";

/** @param {any} told */
const thingOf = (told) => keyOf(...SAME.permission.map((name) => canonical(told[name] ?? null)));
/** @param {any} told @returns {(string | null)[]} kind, person, post */
const questionOf = (told) => [told.kind, told.nip, told.position].map((one) => (typeof one === "string" ? one : null));
/** @param {any} told @returns {(string | null)[]} issuer, number */
const paperOf = (told) => [told.issuer, told.number].map((one) => (typeof one === "string" ? one : null));

export class Letters {
  constructor() {
    /** @type {Map<string, {question: (string | null)[], paper: string, index: number}>} */
    this.last = new Map();
    /** @type {Map<string, boolean>} */
    this.isAnswer = new Map();
  }

  /** @param {string} type @param {any} told @param {{phase: string, isSigned: boolean}} when */
  judge(type, told, { phase, isSigned }) {
    if (type !== "permission" || !isSigned || phase === "design" || told.state !== "asked") return;
    if (this.isAnswer.get(thingOf(told))) refuse("letter_asked_after_answer");
  }

  /** @param {number} index @param {string} type @param {any} told */
  remember(index, type, told) {
    if (type !== "permission" || !Object.keys(told).length) return;
    const question = questionOf(told);
    const paper = keyOf(...paperOf(told).map((one) => canonical(one)));
    this.last.set(keyOf(...question.map((one) => canonical(one)), paper), { question, paper, index });
    this.isAnswer.set(thingOf(told), told.state === "granted" || told.state === "refused");
  }

  /** @param {any} told @returns {number} index of the last letter of this kind on the same person and post, or -1 */
  answeredAt(told) {
    const [kind, person, post] = questionOf(told);
    const own = keyOf(...paperOf(told).map((one) => canonical(one)));
    const same = [...this.last.values()].filter(
      ({ question: [other, who, where], paper }) =>
        other === kind &&
        (who === person || (who === null && paper !== own)) &&
        (where === post || where === null || post === null),
    );
    return Math.max(-1, ...same.map((one) => one.index));
  }
}
