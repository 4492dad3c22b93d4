/** The score sheet: counts what is filled in, and keeps unsent input sealed in this browser. */
import { draftOf, keepDraft, onlyOf } from "./drafts.js";

/** @param {HTMLFormElement} form */
async function sheet(form) {
  const id = form.dataset.draft ?? "";
  const kept = /** @type {HTMLElement} */ (form.querySelector("[data-kept]"));
  const filled = /** @type {HTMLElement} */ (form.querySelector("[data-filled]"));
  const criteria = Array.from(form.querySelectorAll("fieldset"));

  const values = () => {
    const told = Object.fromEntries(new FormData(form));
    delete told.csrfmiddlewaretoken;
    return told;
  };
  const isFilled = (/** @type {HTMLFieldSetElement} */ one) => {
    const ticked = /** @type {HTMLInputElement | null} */ (one.querySelector("input[type=radio]:checked"));
    const other = /** @type {HTMLInputElement | null} */ (one.querySelector("input.short"));
    return Boolean(ticked && (ticked.value !== "lain" || other?.value.trim()));
  };
  const count = () => {
    for (const one of criteria) one.classList.toggle("unscored", !isFilled(one));
    const n = criteria.filter(isFilled).length;
    filled.textContent = `${n} ${filled.dataset.words} ${criteria.length}`;
  };

  form.addEventListener("input", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (field.classList.contains("short") && field.value) {
      const own = /** @type {HTMLInputElement} */ (field.closest(".free")?.querySelector("input[type=radio]"));
      own.checked = true;
    }
    count();
    keepDraft(id, values()).then(
      () => (kept.textContent = form.dataset.saved ?? ""),
      () => (kept.textContent = ""),
    );
  });

  await onlyOf(form.dataset.account ?? "");
  const before = "fresh" in form.dataset ? await draftOf(id) : null;
  if (before) {
    for (const [name, value] of Object.entries(before)) {
      const field = form.elements.namedItem(name);
      if (field instanceof RadioNodeList) field.value = String(value);
      else if (field instanceof HTMLInputElement && field.type === "radio") field.checked = field.value === value;
      else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.value = String(value);
    }
    kept.textContent = form.dataset.restored ?? "";
  } else if (!("fresh" in form.dataset)) await keepDraft(id, values());
  count();
}

/** Say of each sheet in the list whether a draft of it lies here. @param {HTMLElement} list_ */
async function list(list_) {
  await onlyOf(list_.dataset.account ?? "");
  for (const one of list_.querySelectorAll("[data-draft]")) {
    const words = /** @type {HTMLElement | null} */ (one.querySelector("[data-words]"));
    if (!words || !(await draftOf(/** @type {HTMLElement} */ (one).dataset.draft ?? ""))) continue;
    words.textContent = words.dataset.wordsDraft ?? "";
    one.querySelector(".shape")?.classList.add("draft");
  }
}

const isAble = window.isSecureContext && "indexedDB" in window;
for (const form of document.querySelectorAll("form[data-sheet]")) {
  if (isAble) sheet(/** @type {HTMLFormElement} */ (form)).catch(console.error);
}
for (const one of document.querySelectorAll("[data-own-sheets]")) {
  if (isAble) list(/** @type {HTMLElement} */ (one)).catch(console.error);
}
