// Small helps for codes and links; every page works when this file is not there.

// The code stands behind #, which is sent to nobody: it goes into the form, and out of the address.
const field = document.querySelector("input[name=code]:not([type=hidden])");
if (field && location.hash.length > 1) {
  field.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname + location.search);
}

for (const row of document.querySelectorAll("[data-copies]")) row.hidden = !navigator.clipboard;
for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    button.textContent = button.dataset.done;
  });
}

for (const row of document.querySelectorAll("[data-choose-all]")) row.hidden = false;
for (const button of document.querySelectorAll("[data-all]")) {
  button.addEventListener("click", () => {
    for (const one of button.form.querySelectorAll("input[name=holder]")) one.checked = Boolean(button.dataset.all);
  });
}
