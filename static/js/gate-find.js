// Finds people in the list on this device as the server does: by name, reading, initials, code, end of a telephone.
"use strict";

window.gateFind = (() => {
  const MOST = 20;
  const LENGTH = 16;
  const FIELDS = ["pk", "name", "reading", "code", "digits", "seats", "ticket", "state", "came", "key", "at", "expected"];

  const folded = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

  async function hashed(salt, text) {
    const bytes = new TextEncoder().encode(`${salt}:${text}`);
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, LENGTH);
  }

  function person(row) {
    return Object.fromEntries(FIELDS.map((name, place) => [name, row[place]]));
  }

  async function test(list, words) {
    const plain = words.trim().replace(/\s+/g, " ").toLowerCase();
    const letters = folded(plain);
    const initials = /^[a-z]{2,4}$/.test(letters) ? letters : "";
    const code = /^(?:e:)?([0-9a-z]{6,12})$/.exec(plain);
    const codeHash = code && (await hashed(list.salt, code[1].toUpperCase()));
    const digits = /^\d{4,}$/.test(plain) ? await hashed(list.salt, plain.slice(-4)) : "";
    const isReading = /^[a-z0-9]+$/.test(letters) && !/^\d+$/.test(letters);
    return (row) =>
      row[1].toLowerCase().includes(plain) ||
      (codeHash && row[3] === codeHash) ||
      (digits && row[4] === digits) ||
      (isReading && row[2].replaceAll(" ", "").includes(letters)) ||
      (initials && row[2].split(" ").map((part) => part[0]).join("").includes(initials));
  }

  async function find(list, words) {
    if (!words.trim()) return [];
    const fits = await test(list, words);
    const rows = list.people.filter(fits);
    rows.sort((one, other) => Boolean(one[7]) - Boolean(other[7]) || one[1].localeCompare(other[1], "zh"));
    return rows.slice(0, MOST).map(person);
  }

  // Everybody of exactly this name, however it is spaced.
  function namesakes(list, name) {
    const bare = (text) => text.replace(/\s/g, "").toLowerCase();
    return list.people.filter((row) => bare(row[1]) === bare(name)).slice(0, MOST).map(person);
  }

  // Notes in the list itself what was pressed, so that the next search shows it.
  function note(list, entry) {
    const row = list.people.find((each) => each[0] === entry.registration);
    if (!row) return null;
    if (entry.kind === "in" && !row[9]) [row[8], row[9], row[10]] = [entry.seats || row[5], entry.key, entry.at];
    else if (entry.kind === "undo") [row[8], row[9], row[10]] = [0, "", 0];
    return person(row);
  }

  return { find, namesakes, note, person };
})();
