// What the check-in desk keeps on this device: lists of people, and entries that wait to be sent.
"use strict";

window.gateStore = (() => {
  const opened = new Promise((resolve, reject) => {
    const request = indexedDB.open("gate", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("lists", { keyPath: "list" });
      request.result.createObjectStore("queue", { keyPath: "number", autoIncrement: true });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  opened.catch(() => {}); // each use says so by itself

  async function run(name, mode, act) {
    const transaction = (await opened).transaction(name, mode);
    const request = act(transaction.objectStore(name));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  }

  return {
    list: (number) => run("lists", "readonly", (store) => store.get(number)),
    lists: () => run("lists", "readonly", (store) => store.getAll()),
    keep: (list) => run("lists", "readwrite", (store) => store.put(list)),
    drop: (number) => run("lists", "readwrite", (store) => store.delete(number)),
    dropAll: () => run("lists", "readwrite", (store) => store.clear()),
    add: (entry) => run("queue", "readwrite", (store) => store.add(entry)),
    queue: () => run("queue", "readonly", (store) => store.getAll()),
    done: (number) => run("queue", "readwrite", (store) => store.delete(number)),
  };
})();
