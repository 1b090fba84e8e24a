// Passkeys are the only part of signing in that a form alone cannot do. Without this file their buttons stay hidden.
"use strict";

(() => {
  const device = window.webauthnJSON;
  if (!device || !device.supported()) return;

  async function optionsOf(button) {
    if (button.dataset.options) return JSON.parse(button.dataset.options);
    const answer = await fetch(button.form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.statusText);
    return (await answer.json()).request_options;
  }

  async function ask(button) {
    const options = await optionsOf(button);
    if (button.dataset.passkey === "get") return device.get(options);
    const wanted = options.publicKey.authenticatorSelection || {};
    options.publicKey.authenticatorSelection = {
      ...wanted,
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    };
    return device.create(options);
  }

  for (const button of document.querySelectorAll("[data-passkey]")) {
    const trouble = button.form.querySelector("[data-passkey-trouble]");
    button.hidden = false;
    button.addEventListener("click", async (event) => {
      event.preventDefault();
      if (!button.form.reportValidity()) return;
      trouble.hidden = true;
      try {
        button.form.elements.credential.value = JSON.stringify(await ask(button));
        button.form.submit();
      } catch {
        trouble.hidden = false;
      }
    });
  }
})();
