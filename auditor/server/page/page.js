"use strict";
(function () {
  const WAIT = 350; // milliseconds after the last key
  const TEXTS = /\.(txt|text|md|markdown|html?|xml|json)$/i;
  const find = (id) => document.getElementById(id);
  const text = find("text"), report = find("report"), said = find("said");

  // What is audited: a text, or a file that is no text.  Nothing of it is stored.
  let draft = { name: "draft", text: "", file: null };
  let earlier = null; // the version that is kept to compare with
  let token = "";
  let running = null; // of the request whose answer is awaited
  let timer = 0;

  // ---------------------------------------------------------------- asking the server

  function limits() {
    return find("limited").checked ? { "max-single-party": find("limit").value + "%" } : {};
  }

  async function ask(path, query, body, type, signal) {
    const headers = { "Content-Type": type };
    if (token) { headers.Authorization = "Bearer " + token; }
    const answer = await fetch(path + "?" + new URLSearchParams(query), {
      method: "POST", headers: headers, body: body, signal: signal,
    });
    if (answer.ok) { return answer; }
    let told = { detail: answer.statusText };
    try { told = await answer.json(); } catch { /* not from our server */ }
    if (answer.status === 401) { find("token").hidden = false; find("secret").focus(); }
    throw new Error(told.detail);
  }

  function audit(format, signal) {
    if (draft.file) {
      const query = { ...limits(), format: format, name: draft.name };
      return ask("/v1/audit", query, draft.file, "application/octet-stream", signal);
    }
    const article = { text: draft.text, name: draft.name, gates: limits() };
    if (find("format").value) { article.format = find("format").value; }
    return ask("/v1/audit", { format: format }, JSON.stringify(article), "application/json",
      signal);
  }

  async function side(of) {
    if (!of.file) { return { text: of.text, name: of.name }; }
    const address = await new Promise(function (done, failed) {
      const reader = new FileReader();
      reader.onload = () => done(reader.result);
      reader.onerror = () => failed(reader.error);
      reader.readAsDataURL(of.file);
    });
    return { base64: address.slice(address.indexOf(",") + 1), name: of.name };
  }

  async function comparison(signal) {
    const sides = { old: await side(earlier), new: await side(draft) };
    return ask("/v1/diff", { format: "html" }, JSON.stringify(sides), "application/json", signal);
  }

  // ---------------------------------------------------------------- showing the answer

  function empty() { return !draft.file && !draft.text.trim(); }

  async function update() {
    clearTimeout(timer);
    if (running) { running.abort(); }
    enable();
    if (empty()) {
      report.replaceChildren();
      find("cure").hidden = true;
      say("");
      return;
    }
    const mine = running = new AbortController();
    report.classList.add("stale");
    try {
      const comparing = find("compare").getAttribute("aria-pressed") === "true";
      const answer = await (comparing ? comparison(mine.signal) : audit("html", mine.signal));
      show(await answer.text(), comparing);
    } catch (error) {
      if (error.name === "AbortError") { return; } // something newer is under way
      report.replaceChildren();
      say(error.message, true);
    } finally {
      if (mine === running) { report.classList.remove("stale"); }
    }
  }

  function show(page, comparing) {
    // The parsed page has no life of its own: none of its scripts run, none are taken over.
    // Its head has a style that this page's policy would complain of.
    const made = new DOMParser().parseFromString(page.slice(page.indexOf("<body")), "text/html");
    const patterns = made.querySelector("svg.defs");
    if (patterns) { document.querySelector("svg.defs").replaceWith(patterns); }
    const main = made.querySelector("main");
    main.querySelectorAll("script").forEach((one) => one.remove());
    const head = main.querySelector("h1");
    if (head) {
      const lower = document.createElement("h2");
      lower.className = "vh";
      lower.textContent = comparing ? head.textContent : "Report";
      head.replaceWith(lower);
    }
    report.classList.toggle("drafts", comparing);
    report.replaceChildren(...main.childNodes);
    report.querySelectorAll(".claims li").forEach(explain);
    const verdict = report.querySelector(".verdict"), gate = report.querySelector(".masthead b");
    const cure = report.querySelector(".cure");
    find("cure").hidden = !cure;
    if (cure) { find("cure").textContent = cure.textContent; }
    say([verdict, gate].filter(Boolean).map((one) => one.textContent.trim().replace(/\s+/g, " "))
      .join(" "));
  }

  function say(what, wrong) {
    said.classList.toggle("wrong", Boolean(wrong));
    said.textContent = what;
  }

  function enable() {
    const isWord = Boolean(draft.file) && /\.docx$/i.test(draft.name);
    find("keep").disabled = empty();
    find("compare").disabled = empty() || !earlier;
    document.querySelectorAll("[data-format]").forEach(function (button) {
      button.disabled = empty() || (button.dataset.format === "docx" && !isWord);
    });
    find("word").hidden = isWord;
  }

  // ---------------------------------------------------------------- why a claim is one

  function noteOf(passage) {
    // The number stands behind the last of the passages that a note is about.
    const all = [...passage.closest(".row").querySelectorAll(".g, sup a.no")];
    const behind = all.slice(all.indexOf(passage)).find((one) => one.matches("a.no"));
    return behind ? find(behind.getAttribute("href").slice(1)) : null;
  }

  function explain(claim) {
    const link = claim.querySelector("a[href^='#']"); // a comparison's have none
    const passage = link && find(link.getAttribute("href").slice(1));
    const note = passage && noteOf(passage);
    const reasons = note ? [...note.querySelectorAll(".why")] : [];
    if (!reasons.length) { return; }
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = "Why";
    details.append(summary, ...reasons.map((one) => one.cloneNode(true)));
    claim.append(details);
  }

  report.addEventListener("click", function (event) {
    const passage = event.target.closest(".text .g");
    if (!passage || event.target.closest("a")) { return; }
    const note = noteOf(passage);
    report.querySelectorAll(".note.on").forEach((one) => one.classList.remove("on"));
    if (note) {
      note.classList.add("on");
      note.scrollIntoView({ block: "nearest" });
    }
  });

  // ---------------------------------------------------------------- what the user does

  text.addEventListener("input", function () {
    draft.text = text.value;
    clearTimeout(timer);
    timer = setTimeout(update, WAIT);
  });

  async function take(file) {
    if (!file) { return; }
    draft = { name: file.name, text: "", file: file };
    if (TEXTS.test(file.name)) {
      try {
        draft.text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
        draft.file = null;
        text.value = draft.text;
      } catch { /* another encoding: the server says which are read */ }
    }
    shelve();
    update();
  }

  function shelve() {
    find("typed").hidden = Boolean(draft.file);
    find("held").hidden = !draft.file;
    find("filename").textContent = draft.name;
    find("format").disabled = Boolean(draft.file);
  }

  find("file").addEventListener("change", function () { take(this.files[0]); this.value = ""; });
  find("type").addEventListener("click", function () {
    draft = { name: "draft", text: text.value, file: null };
    shelve();
    text.focus();
    update();
  });
  document.addEventListener("dragover", function (event) {
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  document.addEventListener("dragleave", function (event) {
    if (!event.relatedTarget) { document.body.classList.remove("dropping"); }
  });
  document.addEventListener("drop", function (event) {
    document.body.classList.remove("dropping");
    if (event.dataTransfer.files.length) {
      event.preventDefault();
      take(event.dataTransfer.files[0]);
    }
  });

  find("format").addEventListener("change", update);
  find("limited").addEventListener("change", function () {
    find("limit").disabled = !this.checked;
    update();
  });
  find("limit").addEventListener("input", function () {
    find("percent").textContent = this.value + "%";
    clearTimeout(timer);
    timer = setTimeout(update, WAIT);
  });

  find("keep").addEventListener("click", function () {
    earlier = { ...draft };
    find("kept").textContent = "Kept: " + draft.name + ", "
      + new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    update();
  });
  find("compare").addEventListener("click", function () {
    const on = this.getAttribute("aria-pressed") !== "true";
    this.setAttribute("aria-pressed", String(on));
    update();
  });

  document.querySelectorAll("[data-format]").forEach(function (button) {
    button.addEventListener("click", async function () {
      try {
        const answer = await audit(button.dataset.format);
        const link = document.createElement("a");
        link.href = URL.createObjectURL(await answer.blob());
        link.download = draft.name.replace(/\.[^.]*$/, "") + ".audit." + button.dataset.format;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 10000);
      } catch (error) {
        say(error.message, true);
      }
    });
  });

  find("token").addEventListener("submit", function (event) {
    event.preventDefault();
    token = find("secret").value;
    find("secret").value = "";
    this.hidden = true;
    update();
  });

  text.value = "";
  enable();
})();
