// Whoever presses a button and is first asked who it is comes back to the same page: what was typed comes back too.
// It lies in this tab alone until the next page of another address, and only the same person finds it again.

const KEY = "selaras-typed";
const WAY = "/akun/"; // pages of the proof
const whoIsHere = () => document.querySelector(".top .who a span")?.textContent ?? "";
const mayKeep = (field) => field.name && field.name !== "csrfmiddlewaretoken" && !/^(hidden|password|file|submit|button)$/.test(field.type);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.getAttribute("action") === `${WAY}keluar/`) sessionStorage.removeItem(KEY);
  if (form.method !== "post" || form.hasAttribute("data-signs") || !form.closest("main") || location.pathname.startsWith(WAY)) return;
  const fields = [...form.elements].filter(mayKeep).map((field) => [field.name, field.value, field.checked ?? null]);
  if (!fields.length) return;
  const kept = { path: location.pathname, action: form.getAttribute("action"), who: whoIsHere(), fields };
  sessionStorage.setItem(KEY, JSON.stringify(kept));
});

const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
if (kept && location.pathname.startsWith(WAY)) {
  sessionStorage.setItem(KEY, JSON.stringify({ ...kept, wasAsked: true }));
} else if (kept) {
  sessionStorage.removeItem(KEY);
  if (kept.wasAsked && kept.path === location.pathname && kept.who === whoIsHere()) giveBack(kept);
}

function giveBack({ action, fields }) {
  const form = [...document.querySelectorAll("main form")].find(
    (one) => one.method === "post" && one.getAttribute("action") === action && [...one.elements].some(mayKeep),
  );
  const open = [...(form?.elements ?? [])].filter(mayKeep);
  for (const [name, value, checked] of fields) {
    const isBox = (field) => field.type === "checkbox" || field.type === "radio";
    const at = open.findIndex((field) => field.name === name && (!isBox(field) || field.value === value));
    if (at < 0) continue;
    const [field] = open.splice(at, 1);
    if (isBox(field)) field.checked = checked;
    else field.value = value;
    form.dataset.typed = "1";
  }
}
