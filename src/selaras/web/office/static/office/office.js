// Small helps that pages can do without: every page works when this file is not there.

// A form that was sent is not sent twice by an impatient second press.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  if (form.method === "post" && !form.hasAttribute("data-signs")) form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// In a narrow window the bar of rooms is scrolled to where one is.
document.querySelector(".way ul [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// The first error is where one begins to read.
document.querySelector(".summary")?.setAttribute("tabindex", "-1");
document.querySelector(".summary")?.focus();

// What an examiner filled in and did not send stays in this browser only as long as the same person is here.
document.querySelector('form[action="/akun/keluar/"]')?.addEventListener("submit", () => {
  indexedDB.deleteDatabase("selaras-isian");
});
