// A file that is dropped on the field is the file that was chosen. Without this script one chooses it.
for (const place of document.querySelectorAll("[data-drop]")) {
  const input = place.querySelector("input[type=file]");
  for (const kind of ["dragover", "dragenter"]) {
    place.addEventListener(kind, (event) => { event.preventDefault(); place.classList.add("over"); });
  }
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change"));
  });
  // Where the form says so, a chosen file is handed in at once: nothing is made of it before somebody looked.
  const form = input.closest("form[data-at-once]");
  input.addEventListener("change", () => { if (form && input.files.length) form.requestSubmit(); });
}
