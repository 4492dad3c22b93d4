/** Signing with this browser's key and sending: kept until the server has answered for every packet. */
import { signed } from "./envelope.js";
import { signerOf } from "./keeping.js";

const MOST_PACKETS = 50; // the server takes 64 at once

/** What an answer was: taken in, or refused with a code. */
export class Refused extends Error {
  /** @param {string} code @param {{[name: string]: string | number}} facts */
  constructor(code, facts = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

/** Signed and kept here, and not received: it is sent again. */
export class NotSent extends Error {}

/**
 * Send packets that are kept as pending, and move the chain on by what was taken in.
 * @param {import("./keeping.js").Keys} keys @param {import("./keeping.js").Own} own
 * @param {string} api @param {string} call @returns {Promise<{own: import("./keeping.js").Own, receipts: any[]}>}
 */
export async function sendPending(keys, own, api, call = "batch") {
  let waiting = await keys.pendingOf(own);
  let here = own;
  /** @type {any[]} */
  const receipts = [];
  while (waiting.length) {
    const packets = waiting.slice(0, MOST_PACKETS);
    const answer = await asked(`${api}/${call}`, packets.map((one) => one.packet)).catch(async (wrong) => {
      // Refused as a whole: none of it is in the ledger, and the chain stands where it stood.
      if (wrong instanceof Refused) await keys.withPending(here, null);
      throw wrong;
    });
    let chain = here.chain;
    for (const [n, one] of answer.entries()) {
      if (one.code) {
        await keys.withPending({ ...here, chain }, null);
        throw new Refused(one.code, one.facts);
      }
      // What this browser has seen of the ledger only grows.
      const seen = one.checkpoint.size >= chain.seen.size ? one.checkpoint : chain.seen;
      chain = { ...packets[n].next, seen: { size: seen.size, root: seen.root } };
      receipts.push(one);
    }
    waiting = waiting.slice(packets.length);
    here = await keys.withPending({ ...here, chain }, waiting);
  }
  return { own: here, receipts };
}

/**
 * Sign drafts one after another, keep them, send them.
 * @param {import("./keeping.js").Keys} keys @param {import("./keeping.js").Own} own
 * @param {import("./envelope.js").Draft[]} drafts @param {string} api @param {string} [call]
 */
export async function signAndSend(keys, own, drafts, api, call = "batch") {
  const waiting = own.pending ? (await sendPending(keys, own, api)).own : own;
  const packets = [];
  let chain = waiting.chain;
  for (const draft of drafts) {
    const { packet, next } = await signed(draft, chain, signerOf(own.privateKey));
    packets.push({ packet, next });
    chain = next;
  }
  return sendPending(keys, await keys.withPending(waiting, packets), api, call);
}

/**
 * Go on from where a restored ledger stands. Two people signed that it was restored; without that a device
 * never takes a shorter chain than its own.
 * @param {import("./keeping.js").Keys} keys @param {import("./keeping.js").Own} own
 * @param {{restored: number | null, devices: string}} told @returns {Promise<import("./keeping.js").Own>}
 */
export async function afterRestoration(keys, own, told) {
  if (told.restored === null || own.restored === told.restored) return own;
  const answer = await fetch(`${told.devices}${own.chain.device}/rantai/`, { redirect: "error" }).catch(() => null);
  if (!answer?.ok) throw new NotSent();
  const { dseq, prev, seen } = await answer.json();
  const here = { ...own, chain: { ...own.chain, dseq, prev, seen }, restored: told.restored, pending: null };
  await keys.keep(here);
  return here;
}

/**
 * Do something with this key alone: two windows of one browser must not continue one chain at once.
 * @template T @param {string} id @param {() => Promise<T>} what @returns {Promise<T>}
 */
export const alone = (id, what) => navigator.locks.request(`selaras-kunci/${id}`, what);

/** @param {string} url @param {unknown[]} packets @returns {Promise<any[]>} */
async function asked(url, packets) {
  let answer;
  try {
    answer = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ packets }),
      credentials: "omit",
      redirect: "error",
    });
  } catch {
    throw new NotSent();
  }
  if (answer.status >= 500 || answer.status === 429) throw new NotSent();
  const told = await answer.json();
  if (!answer.ok) throw new Refused(told.errors?.[0]?.code ?? told.code, told);
  return told.results;
}
