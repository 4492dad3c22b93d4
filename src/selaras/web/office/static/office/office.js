// Small helps that pages can do without: every page works when this file is not there.

// A form that was sent is not sent twice by an impatient second press, and its button says that it works.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  delete form.dataset.typed;
  if (form.method !== "post" || form.hasAttribute("data-signs")) return;
  form.dataset.sent = "1";
  event.submitter?.setAttribute("aria-busy", "true");
  // What is answered with a file leaves this page as it is.
  setTimeout(() => ready(form), 20000);
});
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(ready));
function ready(form) {
  delete form.dataset.sent;
  form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
}

// Whoever leaves with something typed and not sent is asked once. Sheets keep their own drafts; the way in has none.
document.addEventListener("input", (event) => {
  const form = event.target.closest("form");
  if (form?.method === "post" && !form.hasAttribute("data-sheet") && !form.closest(".gate")) form.dataset.typed = "1";
});
window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-typed]")) event.preventDefault();
});

// A session ends after its hours; who is told before can prove it again in a second window and loses nothing.
const ending = document.querySelector("[data-ends-in]");
if (ending) setTimeout(() => { ending.hidden = false; }, Math.max(0, ending.dataset.endsIn * 1000));

// In a narrow window the bar of rooms is scrolled to where one is.
document.querySelector(".way ul [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// The first error is where one begins to read.
document.querySelector(".summary")?.setAttribute("tabindex", "-1");
document.querySelector(".summary")?.focus();

// What an examiner filled in and did not send stays in this browser only as long as the same person is here.
document.querySelector('form[action="/akun/keluar/"]')?.addEventListener("submit", () => {
  indexedDB.deleteDatabase("selaras-isian");
});
