/** The page: a file is dropped, the verdict is shown. Everything stays on this computer. */
import { hexOf } from "./bytes.js";
import { resultOf } from "./result.js";
import { told } from "./telling.js";
import { CHECKS, verify } from "./verify.js";
import { CHECK_NAMES, WORDS } from "./words.js";

/** @typedef {Awaited<ReturnType<typeof verify>>} Verdict */
/** @typedef {{verdict: Verdict | null, name: string, digest: string, at: Date}} Answer verdict null: a fault of ours */

/** @template {HTMLElement} T @param {string} id @returns {T} */
const by = (id) => /** @type {T} */ (document.getElementById(id));
const form = by("form");
const bundleInput = /** @type {HTMLInputElement} */ (by("bundle"));
const policyInput = /** @type {HTMLInputElement} */ (by("policy"));
const paperInput = /** @type {HTMLInputElement} */ (by("paper"));

/**
 * @type {{language: 0 | 1, bundle: File | null, policy: File | null, answer: Answer | null, isChecking: boolean,
 *   isStale: boolean}} isStale: the answer is of another policy or code than stands in the form
 */
const state = { language: 0, bundle: null, policy: null, answer: null, isChecking: false, isStale: false };

/** @param {string} name @param {Record<string, unknown>} [facts] */
const say = (name, facts) => told(WORDS[name][state.language], facts);

function showWords() {
  document.documentElement.lang = state.language ? "en" : "id";
  document.title = say("page");
  for (const one of document.querySelectorAll("[data-word]")) {
    one.textContent = say(/** @type {HTMLElement} */ (one).dataset.word ?? "");
  }
  const language = by("language");
  language.textContent = say("other");
  language.lang = state.language ? "id" : "en";
  const { bundle } = state;
  by("policy-chosen").textContent = state.policy?.name ?? say("policyNone");
  by("lead").hidden = state.answer !== null || state.isChecking;
  by("chosen").textContent = bundle === null ? "" : say("chosen", { name: bundle.name, size: sizeOf(bundle.size) });
}

/** @param {number} bytes */
function sizeOf(bytes) {
  const [amount, unit] = bytes < 1e6 ? [bytes / 1e3, "KB"] : [bytes / 1e6, "MB"];
  return `${amount.toLocaleString(state.language ? "en" : "id", { maximumFractionDigits: 1 })} ${unit}`;
}

/** @param {string} check @param {number} done @param {number} of */
function showProgress(check, done, of) {
  const n = CHECKS.indexOf(check);
  /** @type {HTMLProgressElement} */ (by("bar")).value = (100 * (n + Math.min(1, done / of))) / CHECKS.length;
  by("step").textContent = say("step", { name: CHECK_NAMES[check][state.language], n: n + 1, of: CHECKS.length });
}

function showAnswer() {
  if (state.answer === null) return;
  const place = by("result");
  const parts = resultOf(state.answer, state.language, { print: () => window.print(), another });
  place.replaceChildren(...parts);
  place.hidden = false;
}

/** @param {boolean} isStale */
function setStale(isStale) {
  const wasStale = state.isStale;
  state.isStale = isStale && state.answer !== null;
  by("stale").hidden = !state.isStale;
  by("result").classList.toggle("is-stale", state.isStale);
  if (state.isStale && !wasStale) by("live").textContent = say("stale");
}

function another() {
  state.answer = null;
  state.bundle = null;
  bundleInput.value = "";
  setStale(false);
  by("result").hidden = true;
  by("again").hidden = true;
  showWords();
  by("main").focus();
  bundleInput.focus();
}

async function check() {
  const { bundle, policy } = state;
  if (bundle === null || state.isChecking) return;
  state.isChecking = true;
  setStale(false);
  by("result").hidden = true;
  form.hidden = true;
  by("progress").hidden = false;
  by("live").textContent = say("checking");
  showWords();
  state.answer = { verdict: null, name: bundle.name, digest: "", at: new Date() };
  try {
    const data = new Uint8Array(await bundle.arrayBuffer());
    state.answer.digest = hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", data)));
    const paper = paperInput.value.trim();
    state.answer.verdict = await verify(data, {
      ...(policy === null ? {} : { policy: new Uint8Array(await policy.arrayBuffer()) }),
      ...(paper === "" ? {} : { paper }),
      onProgress: showProgress,
    });
  } catch (error) {
    console.error(error);
  }
  state.isChecking = false;
  by("progress").hidden = true;
  showWords();
  form.hidden = false;
  by("again").hidden = false;
  showAnswer();
  const heading = by("verdict");
  by("live").textContent = heading.parentElement?.textContent ?? "";
  heading.focus();
}

/** @param {Iterable<File>} files as chosen or dropped: a .json is the policy, whatever else the evidence */
function take(files) {
  let isNew = false;
  for (const file of files) {
    if (file.name.toLowerCase().endsWith(".json")) state.policy = file;
    else {
      state.bundle = file;
      isNew = true;
    }
  }
  showWords();
  if (isNew) void check();
  else setStale(true);
}

/** @param {DragEvent} event @param {boolean} isOver */
function drag(event, isOver) {
  event.preventDefault();
  document.body.classList.toggle("dragging", isOver);
  const ask = document.querySelector(".ask");
  if (ask) ask.textContent = say(isOver ? "dragging" : "drop");
}

document.addEventListener("dragover", (event) => drag(event, true));
document.addEventListener("dragleave", (event) => event.relatedTarget === null && drag(event, false));
document.addEventListener("drop", (event) => {
  drag(event, false);
  const files = [...(event.dataTransfer?.files ?? [])];
  const policy = files.find((one) => one.name.toLowerCase().endsWith(".json"));
  if (policy) {
    const chosen = new DataTransfer();
    chosen.items.add(policy);
    policyInput.files = chosen.files;
  }
  take(files);
});
bundleInput.addEventListener("change", () => {
  const [file] = bundleInput.files ?? [];
  if (file) {
    state.bundle = file;
    void check();
  }
});
policyInput.addEventListener("change", () => {
  state.policy = policyInput.files?.[0] ?? null;
  showWords();
  setStale(true);
});
paperInput.addEventListener("input", () => setStale(true));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  void check();
});
by("language").addEventListener("click", () => {
  state.language = state.language ? 0 : 1;
  showWords();
  if (!state.isChecking) showAnswer();
});
showWords();

// For tests, and for whoever wants the verdict as JSON.
Object.assign(window, { selaras: { verify } });
