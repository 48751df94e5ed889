/* What the device keeps: answers until the server has acknowledged each of them, and the questionnaire. */
"use strict";

const store = (() => {
  let opened = null;

  function open() {
    opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open("kios", 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("answers", { keyPath: "id" });
        request.result.createObjectStore("kept");
      };
      request.onsuccess = () => {
        /* A database that the browser closes, or another page wants to change, is opened anew next time. */
        request.result.onversionchange = () => request.result.close();
        request.result.onclose = () => { opened = null; };
        resolve(request.result);
      };
      request.onerror = () => reject(request.error);
    }).catch((failure) => {
      opened = null;
      throw failure;
    });
    return opened;
  }

  /* Runs `work` on an object store; done only when the device has really written it. */
  async function run(name, mode, work) {
    const database = await open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(name, mode, { durability: "strict" });
      const request = work(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request ? request.result : undefined);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  /* Stored or known answers leave the device; refused ones stay with their reason; the others come later. */
  function settle(answers, results) {
    const fates = new Map(results.map((result) => [result.id, result]));
    return run("answers", "readwrite", (table) => {
      for (const answer of answers) {
        const result = fates.get(answer.id) || { fate: "later" };
        if (result.fate === "stored" || result.fate === "known") {
          table.delete(answer.id);
        } else if (result.fate === "refused") {
          table.put({ ...answer, state: "refused", reason: String(result.reason || ""), tries: answer.tries + 1 });
        } else {
          table.put({ ...answer, tries: answer.tries + 1 });
        }
      }
    });
  }

  return {
    settle,
    keep: (answer) => run("answers", "readwrite", (table) => table.add(answer)),
    count: () => run("answers", "readonly", (table) => table.count()),
    answers: () => run("answers", "readonly", (table) => table.getAll()),
    put: (name, value) => run("kept", "readwrite", (table) => table.put(value, name)),
    get: (name) => run("kept", "readonly", (table) => table.get(name)),
  };
})();
