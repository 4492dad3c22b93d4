/** What comes beside marks in an event's life: letters, what is said, proposed and decided, each by its rules. */
import { Decisions } from "./decisions.js";
import { Letters } from "./filing.js";
import { Proposals } from "./proposing.js";
import { Statements } from "./statements.js";

/** @typedef {import("./envelope.js").Envelope} Envelope */
/** @typedef {import("./statements.js").When} When by: who holds the device that signed */

export class Proceedings {
  /** @param {boolean} isSigned */
  constructor(isSigned) {
    this.isSigned = isSigned;
    this.letters = new Letters();
    this.proposals = new Proposals();
    this.statements = new Statements();
    this.decisions = new Decisions();
    this.n = 0;
    this.isWhole = true; // nothing was left out so far
  }

  /**
   * Refuse what may not be said, proposed or decided here; entries of other types pass.
   * @param {number} index @param {Envelope} envelope @param {any} told
   * @param {{phase: string, by: import("./statements.js").By}} when
   */
  judge(index, envelope, told, { phase, by }) {
    const { isSigned } = this;
    const isWhole = this.isWhole && index === this.n;
    this.letters.judge(envelope.type, told, { phase, isSigned });
    this.proposals.judge(envelope, told, { phase, isSigned, role: by?.role });
    this.statements.judge(envelope, told, { phase, isSigned, by });
    this.decisions.judge(envelope, told, { phase, isSigned, isWhole, by });
  }

  /** @param {number} index @param {Envelope} envelope @param {any} told @returns {string[]} what must be said of it */
  remember(index, envelope, told) {
    this.isWhole &&= index === this.n;
    this.n += 1;
    this.letters.remember(index, envelope.type, told);
    this.proposals.remember(envelope.type, told);
    return [...this.statements.remember(envelope, told, this), ...this.decisions.remember(envelope, told, this)];
  }
}
