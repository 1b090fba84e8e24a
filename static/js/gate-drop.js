// On the pages around the desk: lists of days that are over go, and signing out here drops all of them.
"use strict";

(() => {
  const store = window.gateStore;

  async function dropOld() {
    for (const list of await store.lists()) if (Date.now() > list.until) await store.drop(list.list);
  }

  for (const form of document.querySelectorAll("[data-sign-out]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      await store.dropAll().catch(() => {});
      HTMLFormElement.prototype.submit.call(form);
    });
  }
  dropOld().catch(() => {});
})();
