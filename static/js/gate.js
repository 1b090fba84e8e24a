// The check-in desk with and without a network. Each press is an entry with a key of its own, kept on this device until
// the server has answered for it; the server counts a key once, however often it is sent.
"use strict";

(() => {
  const body = document.body;
  const store = window.gateStore;
  const number = Number(body.dataset.list);
  const words = JSON.parse(document.getElementById("gate-words").textContent);
  const find = document.getElementById("find");
  const asked = document.getElementById("id_q");
  const RELOAD = 10 * 60 * 1000;
  const TRY = 15 * 1000;
  const BATCH = 50;
  const TWICE = 1000;
  const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}]/gu; // of a name: as events/names.py leaves it out
  let list = null;
  let isOnline = navigator.onLine;
  let sending = null;

  const say = (name, values = {}) =>
    words[name].replace(/\{(\w+)\}/g, (whole, key) => (key in values ? String(values[key]) : whole));
  const clock = (at) =>
    new Intl.DateTimeFormat(document.documentElement.lang, {
      hour: "2-digit", minute: "2-digit", hour12: false, timeZone: body.dataset.zone,
    }).format(new Date(at));

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function tell(sentence, kind) {
    const line = element("p", { class: `gate-answer ${kind}` }, sentence);
    document.getElementById("answer").replaceChildren(line);
  }

  // What is kept here

  async function showState() {
    const waiting = (await store.queue()).length;
    document.querySelector(".gate-state").hidden = false;
    const network = document.getElementById("network");
    network.textContent = isOnline ? say("online") : say(list ? "offline" : "no_list");
    network.className = isOnline ? "" : "offline";
    document.getElementById("carried").textContent = list
      ? say("loaded", { n: list.people.length, time: clock(list.loaded) })
      : "";
    document.getElementById("queue").textContent = waiting ? say("waiting", { n: waiting }) : say("sent");
    body.dataset.waiting = waiting;
  }

  async function drop(sentence) {
    await store.dropAll();
    await caches.delete("gate-1").catch(() => {});
    list = null;
    if (!isOnline) document.getElementById("found").replaceChildren();
    if (sentence) tell(sentence, "warn");
  }

  async function open() {
    const kept = await store.list(number);
    if (!kept) return;
    if (Date.now() > kept.until || kept.user !== body.dataset.user) await drop(say("dropped"));
    else list = kept;
  }

  async function load() {
    if (list && Date.now() - list.loaded < RELOAD && !("shell" in body.dataset) && list.isFresh) return;
    const answer = await ask(body.dataset.people);
    if (!answer) return;
    if (answer.type === "opaqueredirect" || answer.status === 404) return void (await drop(say("dropped")));
    if (!answer.ok) return;
    const loaded = { ...(await answer.json()), user: body.dataset.user, loaded: Date.now() };
    for (const entry of await store.queue()) if (entry.list === number) window.gateFind.note(loaded, entry);
    await store.keep(loaded);
    list = { ...loaded, isFresh: true };
    if ("serviceWorker" in navigator) {
      const cache = await caches.open("gate-1");
      await cache.add(new Request(body.dataset.offline, { cache: "reload" })).catch(() => {});
    }
  }

  // null: there is no network.
  async function ask(address, options = {}) {
    try {
      const answer = await fetch(address, { redirect: "manual", credentials: "same-origin", ...options });
      isOnline = true;
      return answer;
    } catch {
      isOnline = false;
      return null;
    }
  }

  // Entries

  function entryOf(form) {
    const { entry: kind, registration, of } = form.dataset;
    const data = new FormData(form);
    return {
      kind, list: number, user: body.dataset.user, key: data.get("key") || crypto.randomUUID(), at: Date.now(),
      registration: registration ? Number(registration) : null, of: of || null,
      seats: data.get("seats") ? Number(data.get("seats")) : null,
      name: (data.get("name") || form.dataset.name || "").replace(UNSEEN, "").trim(),
    };
  }

  // Whoever is registered is offered first; the same name once more is somebody else.
  function isSomebodyElse(form, name) {
    const same = list ? window.gateFind.namesakes(list, name) : [];
    if (!same.length) return true;
    if (form.dataset.anew === name) return Date.now() - Number(form.dataset.warned) > TWICE; // not the same press twice
    form.dataset.anew = name;
    form.dataset.warned = Date.now();
    document.getElementById("found").replaceChildren(element("ul", { class: "gate-lines" }, ...same.map(line)));
    tell(say("same_name", { name }), "warn");
    return false;
  }

  async function press(form) {
    const entry = entryOf(form);
    // Without a name the server takes none of the entries that are sent along.
    if (entry.kind === "walk_in" && !entry.name) return void form.elements.name.focus();
    if (entry.kind === "walk_in" && isOnline && !list) return void HTMLFormElement.prototype.submit.call(form);
    if (entry.kind === "walk_in" && !isSomebodyElse(form, entry.name)) return;
    const queued = await store.queue();
    if (queued.some((each) => each.key === entry.key)) return;
    await store.add({ ...entry, sync: body.dataset.sync });
    if (list) {
      window.gateFind.note(list, entry);
      await store.keep(list);
    }
    if (entry.kind === "walk_in") {
      form.reset();
      delete form.dataset.anew;
      form.elements.key.value = crypto.randomUUID();
      form.closest("details").open = false;
    }
    tell(say({ in: "in", undo: "undone", walk_in: "walk_in" }[entry.kind], entry), "good");
    await send();
    await refresh();
  }

  function send() {
    sending = sending || sendAll().finally(() => (sending = null));
    return sending;
  }

  // In their order, a batch of one list at a time; what was answered goes, and nothing else does.
  async function sendAll() {
    for (;;) {
      const waiting = (await store.queue()).filter((entry) => entry.user === body.dataset.user);
      if (!waiting.length) break;
      const batch = waiting.filter((entry) => entry.list === waiting[0].list).slice(0, BATCH);
      if (!(await sendBatch(batch))) break;
    }
    await showState();
  }

  async function sendBatch(batch) {
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    const answer = await ask(batch[0].sync, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ entries: batch }),
    });
    if (!answer) return false;
    if (answer.type === "opaqueredirect" || answer.status === 403) {
      tell(say("signed_out", { n: batch.length }), "warn");
      return false;
    }
    if (!answer.ok) return false;
    const { answers, late } = await answer.json();
    const said = new Map(answers.map((each) => [each.key, each]));
    for (const entry of batch) if (said.has(entry.key)) await store.done(entry.number);
    const last = said.get(batch.at(-1).key);
    const others = answers.filter((each) => each.outcome === "twice" || each.outcome === "kept");
    for (const each of others) if (each.of) noteOther(batch.find((entry) => entry.key === each.key), each.of);
    if (late) tell(say("late"), "warn");
    else if (others.length) tell(others.map((each) => each.sentence).join(" "), "warn");
    else if (last) tell(last.sentence, "good");
    document.body.dispatchEvent(new Event("counted"));
    return batch.every((entry) => said.has(entry.key));
  }

  // Another device was first: from here on its check-in is the one that stands.
  function noteOther(entry, key) {
    const row = list && list.people.find((each) => each[0] === entry.registration);
    if (row) row[9] = key;
  }

  // Lines

  const line = (person) => {
    const head = element("p", {}, element("b", {}, person.name), " ");
    if (person.seats > 1) head.append(element("span", { class: "badge" }, say("people", { n: person.seats })), " ");
    if (person.ticket) head.append(element("span", { class: "quiet" }, person.ticket), " ");
    if (person.state) head.append(element("span", { class: "badge badge-warn" }, words[`state_${person.state}`]));
    if (!person.expected) head.append(element("span", { class: "badge badge-warn" }, say("not_for_this")));
    const item = element("li", { id: `r${person.pk}` }, head);
    if (person.key) item.className = "came";
    if (person.key) item.append(undoForm(person));
    else if (!person.state && !("closed" in body.dataset)) item.append(cameForm(person));
    return item;
  };

  function named(verb, name) {
    return [verb, element("span", { class: "visually-hidden" }, ` ${name}`)];
  }

  function cameForm(person) {
    const form = element("form", { "data-entry": "in", "data-registration": person.pk, "data-name": person.name });
    form.append(element("input", { type: "hidden", name: "key", value: crypto.randomUUID() }));
    if (person.seats > 1) {
      const choice = element("select", { name: "seats", "aria-label": say("people", { n: person.seats }) });
      for (let n = person.seats; n > 0; n -= 1)
        choice.append(element("option", { value: n }, say("of", { n, seats: person.seats })));
      form.append(choice);
    }
    form.append(element("button", { class: "btn btn-primary btn-lg", type: "submit" }, ...named(say("check_in"), person.name)));
    return form;
  }

  function undoForm(person) {
    const of = { "data-of": person.key, "data-registration": person.pk, "data-name": person.name };
    const when = say("here", { time: clock(person.at) });
    const many = person.seats > 1 ? ` · ${say("of", { n: person.came, seats: person.seats })}` : "";
    return element("form", { "data-entry": "undo", ...of }, element("span", { class: "when" }, when + many),
      element("button", { class: "btn", type: "submit" }, ...named(say("undo"), person.name)));
  }

  async function searchHere() {
    const found = document.getElementById("found");
    if (!list) return void found.replaceChildren();
    const people = await window.gateFind.find(list, asked.value);
    if (people.length) found.replaceChildren(element("ul", { class: "gate-lines" }, ...people.map(line)));
    else if (asked.value.trim()) found.replaceChildren(element("p", { class: "gate-note" }, say("nobody")));
    else found.replaceChildren();
  }

  async function refresh() {
    if (!isOnline) return searchHere();
    if (asked.value.trim()) window.htmx.trigger(find, "submit");
    else document.getElementById("found").replaceChildren();
    document.getElementById("latest")?.remove(); // as of the page before; the next page shows it anew
    return undefined;
  }

  // Beginning

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-entry]")) {
      event.preventDefault();
      if (form.reportValidity()) press(form);
    } else if (form.matches("[data-sign-out]")) {
      event.preventDefault();
      leave(form);
    } else if (form === find && !isOnline) {
      event.preventDefault();
      searchHere();
    }
  });

  async function leave(form) {
    await send();
    const waiting = (await store.queue()).length;
    if (waiting && !window.confirm(say("leave", { n: waiting }))) return;
    await drop("");
    HTMLFormElement.prototype.submit.call(form);
  }

  find.addEventListener("htmx:beforeRequest", (event) => {
    if (isOnline) return;
    event.preventDefault();
    searchHere();
  });
  for (const name of ["htmx:sendError", "htmx:timeout"])
    document.addEventListener(name, (event) => {
      isOnline = false;
      showState();
      if (event.target === find) searchHere();
    });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.successful || isOnline) return;
    isOnline = true;
    tick();
  });

  async function tick() {
    if (list && Date.now() > list.until) await drop(say("dropped"));
    await send();
    if (isOnline || "shell" in body.dataset) await load();
    if (isOnline && "shell" in body.dataset) return void window.location.reload();
    await showState();
  }

  window.addEventListener("online", tick);
  window.addEventListener("offline", () => {
    isOnline = false;
    showState();
  });

  async function begin() {
    if ("serviceWorker" in navigator) {
      await navigator.serviceWorker.register(body.dataset.worker).catch(() => {});
      await navigator.serviceWorker.ready;
    }
    await open();
    if ("shell" in body.dataset) {
      isOnline = false;
      await searchHere();
      await showState();
    } else await tick();
    body.dataset.ready = "";
    window.setInterval(tick, TRY);
  }

  begin().catch(() => {}); // without a store on the device the forms go on as plain forms of the server's page
  window.gate = { search: (text) => { asked.value = text; return isOnline ? window.htmx.trigger(find, "submit") : searchHere(); }, say, tell };
})();
