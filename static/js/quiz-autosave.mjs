/**
 * Saves each answer of a quiz as it is given, and says so only once the server has it.
 *
 * Without this script the buttons do the same. Answers that could not be sent wait in this tab's
 * sessionStorage: they are sent again every ten seconds, and put back if the page is opened anew.
 */
const AGAIN = 10000;

export default function autosave(form) {
  const { save, saving, lost, out } = form.dataset;
  const status = form.querySelector("[data-status]");
  const key = `keep:${save}`;
  const due = new Set();
  let busy = false;
  let leaving = false;
  let going = new AbortController();

  restore();
  form.addEventListener("change", (event) => {
    const question = event.target.closest("fieldset");
    if (!question) return;
    due.add(question);
    send();
  });
  // Should the answer to a submit be a request to log in, nothing chosen so far is lost.
  // A save still on its way would come too late: the form carries every answer itself.
  form.addEventListener("submit", () => {
    keep([...form.querySelectorAll("fieldset")]);
    leaving = true;
    going.abort();
  });
  addEventListener("pageshow", () => { leaving = false; });
  setInterval(() => { if (due.size) send(); }, AGAIN);

  async function send() {
    if (busy || leaving) return;
    busy = true;
    going = new AbortController();
    const asked = [...due];
    due.clear();
    status.textContent = saving;
    try {
      const answer = await fetch(save, {
        method: "POST", body: body(asked), redirect: "manual", headers: { Accept: "application/json" },
        signal: going.signal,
      });
      if (answer.type === "opaqueredirect") return give(asked, out);
      const words = await answer.json();
      status.textContent = words.saved ?? words.refused;
      if (!due.size) sessionStorage.removeItem(key);
    } catch {
      if (!leaving) give(asked, lost);
    } finally {
      busy = false;
      if (!leaving && due.size && status.textContent !== lost && status.textContent !== out) send();
    }
  }

  function give(questions, words) {
    for (const question of questions) due.add(question);
    keep([...due]);
    status.textContent = words;
  }

  function keep(questions) {
    sessionStorage.setItem(key, JSON.stringify(questions.map(read)));
  }

  function body(questions) {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const { uid, taken } of questions.map(read)) {
      data.append("asked", uid);
      for (const choice of taken) data.append(`q-${uid}`, choice);
    }
    return data;
  }

  function read(question) {
    const taken = [...question.querySelectorAll("input:checked")].map((input) => input.value);
    return { uid: question.querySelector("[name=asked]").value, taken };
  }

  function restore() {
    for (const { uid, taken } of JSON.parse(sessionStorage.getItem(key) ?? "[]")) {
      const question = form.querySelector(`[name=asked][value="${CSS.escape(uid)}"]`)?.closest("fieldset");
      if (!question) continue;
      for (const input of question.querySelectorAll("input:not([type=hidden])")) input.checked = taken.includes(input.value);
      due.add(question);
    }
    if (due.size) send();
  }
}
