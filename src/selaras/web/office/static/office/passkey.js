// Passkeys: the browser asks the device, the form carries its answer. Without this file the password way stays.

const bytes = (text) => Uint8Array.from(
  atob(text.replaceAll("-", "+").replaceAll("_", "/").padEnd(Math.ceil(text.length / 4) * 4, "=")),
  (one) => one.charCodeAt(0),
);
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const ids = (told) => (told ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

// What goes to the device has bytes where the page has letters.
const making = ({ publicKey: told }, isPasswordless) => ({
  publicKey: {
    ...told,
    challenge: bytes(told.challenge),
    user: { ...told.user, id: bytes(told.user.id) },
    excludeCredentials: ids(told.excludeCredentials),
    authenticatorSelection: {
      ...told.authenticatorSelection,
      residentKey: isPasswordless ? "required" : "discouraged",
      requireResidentKey: isPasswordless,
      ...(isPasswordless ? { userVerification: "required" } : {}),
    },
  },
});
const proving = ({ publicKey: told }) => ({
  publicKey: { ...told, challenge: bytes(told.challenge), allowCredentials: ids(told.allowCredentials) },
});

function answer(credential) {
  const { response } = credential;
  const told = { clientDataJSON: text(response.clientDataJSON) };
  if (response.attestationObject) {
    told.attestationObject = text(response.attestationObject);
    told.transports = response.getTransports?.() ?? [];
  } else {
    told.authenticatorData = text(response.authenticatorData);
    told.signature = text(response.signature);
    if (response.userHandle) told.userHandle = text(response.userHandle);
  }
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response: told,
    clientExtensionResults: credential.getClientExtensionResults(),
    authenticatorAttachment: credential.authenticatorAttachment,
  };
}

async function asked(form) {
  const kind = form.dataset.passkey;
  if (kind === "sign-in") {
    const told = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!told.ok) throw new Error("no options");
    return navigator.credentials.get(proving((await told.json()).request_options));
  }
  const told = JSON.parse(document.getElementById("passkey-options").textContent);
  if (kind === "make") {
    return navigator.credentials.create(making(told.creation_options, form.elements.passwordless.checked));
  }
  return navigator.credentials.get(proving(told.request_options));
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.dataset.signs = "";
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    const failed = form.querySelector("[data-passkey-failed]");
    failed.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(answer(await asked(form)));
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}
if (window.PublicKeyCredential) {
  for (const one of document.querySelectorAll("[data-needs-passkey]")) one.hidden = false;
}
