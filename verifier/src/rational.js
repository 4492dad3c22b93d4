/** Exact fractions, and the one way they are rounded: half up (docs/method/scoring.md, step 8). */

/** @param {bigint} a @param {bigint} b */
function divisor(a, b) {
  while (b) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
}

/** A fraction in lowest terms, its denominator above zero. */
export class Fraction {
  /** @param {bigint} n @param {bigint} [d] */
  constructor(n, d = 1n) {
    const common = divisor(n, d) || 1n;
    const sign = d < 0n ? -1n : 1n;
    this.n = (sign * n) / common;
    this.d = (sign * d) / common;
  }

  /** @param {Fraction} other */
  plus(other) {
    return new Fraction(this.n * other.d + other.n * this.d, this.d * other.d);
  }

  /** @param {Fraction} other */
  times(other) {
    return new Fraction(this.n * other.n, this.d * other.d);
  }

  /** @param {Fraction} other not zero */
  over(other) {
    return new Fraction(this.n * other.d, this.d * other.n);
  }

  /** @param {Fraction} other negative, zero or positive as this is less, equal or more */
  compare(other) {
    const difference = this.n * other.d - other.n * this.d;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }
}

export const ZERO = new Fraction(0n);
export const HUNDRED = new Fraction(100n);

/** @param {number} value */
export const whole = (value) => new Fraction(BigInt(value));

/** @param {number} value a decimal as the ledger holds it */
export const hundredths = (value) => new Fraction(BigInt(value), 100n);

/** @param {Fraction[]} values */
export const sum = (values) => values.reduce((total, one) => total.plus(one), ZERO);

/** @param {Fraction[]} values at least one */
export const mean = (values) => sum(values).over(whole(values.length));

/** @param {Fraction} a @param {Fraction} b */
export const least = (a, b) => (a.compare(b) <= 0 ? a : b);

/** @param {Fraction} value @param {number} places */
export function rounded(value, places) {
  const scale = 10n ** BigInt(places);
  const twice = 2n * value.n * scale + value.d;
  let floor = twice / (2n * value.d);
  if (twice < 0n && floor * 2n * value.d !== twice) floor -= 1n;
  return new Fraction(floor, scale);
}

/** @param {Fraction} value @param {number} places text of the rounded value, with that many places */
export function written(value, places) {
  const fixed = rounded(value, places);
  const digits = (fixed.n < 0n ? -fixed.n : fixed.n) * 10n ** BigInt(places) / fixed.d;
  const text = digits.toString().padStart(places + 1, "0");
  const sign = fixed.n < 0n ? "-" : "";
  return sign + (places ? `${text.slice(0, -places)}.${text.slice(-places)}` : text);
}
