/** What does not hold: a reason code of docs/evidence-format.md and the facts that name the place. */
export class Refusal extends Error {
  /**
   * @param {string} code
   * @param {Record<string, unknown>} [facts]
   */
  constructor(code, facts = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

/**
 * @param {string} code
 * @param {Record<string, unknown>} [facts]
 * @returns {never}
 */
export function refuse(code, facts = {}) {
  throw new Refusal(code, facts);
}

/**
 * Run a step and add the place to whatever it refuses; facts told further inside stay.
 * @template T
 * @param {Record<string, unknown>} where
 * @param {() => T} step
 * @returns {T}
 */
export function at(where, step) {
  try {
    return step();
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal(error.code, { ...where, ...error.facts });
    throw error;
  }
}
