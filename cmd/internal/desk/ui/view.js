// view.js draws what desk.js brings: page list, pages, findings, the place of a line;
// and does what the person at the keyboard or the mouse wants.
const $ = id => document.getElementById(id);
const NS = "http://www.w3.org/2000/svg";
const px = 96 / 72; // of a point at 100 %
const steps = [0.25, 0.35, 0.5, 0.6, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4];

const memory = JSON.parse(sessionStorage.getItem("desk") ?? "{}");
let zoom = memory.zoom ?? 0; // 0 fits the width
let state = null, report = null, hashes = [], place = null, spot = null, current = -1;

function remember() {
  const a = anchor();
  sessionStorage.setItem("desk", JSON.stringify({ zoom, grid: $("grid").checked, seal: $("seal").checked, version: $("version").value, page: a?.page ?? 0, part: a?.part ?? 0 }));
}

function make(tag, attrs = {}, text) {
  const e = document.createElementNS(NS, tag);
  for (const [k, v] of Object.entries(attrs)) e.setAttribute(k, v);
  if (text) e.textContent = text;
  return e;
}

const boxes = () => [...$("pages").children];

// anchor is the place in view: a page and how far down it the window begins.
function anchor() {
  const top = $("pages").getBoundingClientRect().top;
  for (const [page, box] of boxes().entries()) {
    const r = box.getBoundingClientRect();
    if (r.bottom > top) return { page, part: (top - r.top) / r.height };
  }
  return null;
}

function backTo(a) {
  const box = a && boxes()[Math.min(a.page, boxes().length - 1)];
  if (!box) return;
  const r = box.getBoundingClientRect();
  $("pages").scrollTop += r.top + a.part * r.height - $("pages").getBoundingClientRect().top;
}

function scale() {
  if (zoom) return zoom;
  const widest = Math.max(...report.pages.map(p => p.width), 1);
  return Math.max(0.25, Math.min(2, ($("pages").clientWidth - 36) / (widest * px)));
}

function size() {
  if (!report) return;
  const z = scale();
  boxes().forEach((box, i) => {
    const p = report.pages[i];
    box.style.width = p.width * px * z + "px";
    box.style.height = p.height * px * z + "px";
    box.style.containIntrinsicSize = box.style.width + " " + box.style.height;
  });
  $("percent").textContent = Math.round(z * 100) + "%";
}

function setZoom(z) {
  const a = anchor();
  zoom = z;
  size();
  backTo(a);
  remember();
}

function step(by) {
  const now = scale();
  setZoom(by > 0 ? steps.find(s => s > now + 0.01) ?? now : steps.findLast(s => s < now - 0.01) ?? now);
}

// overlay draws the grid of a page and what is marked on it.
function overlay(box, p) {
  const over = box.querySelector(".over");
  over.replaceChildren();
  const g = p.width > p.height && state.turned ? state.turned : state.grid;
  if ($("grid").checked && g) {
    let d = "";
    for (let c = 0; c <= g.columns; c++) d += `M${g.left + g.width * c / g.columns} ${g.top}v${g.height}`;
    for (let r = 0; r <= g.rows; r++) d += `M${g.left} ${g.top + g.height * r / g.rows}h${g.width}`;
    over.append(make("path", { class: "grid-line", d }), make("rect", { class: "grid-area", x: g.left, y: g.top, width: g.width, height: g.height }));
  }
  if (spot && spot.box === box) {
    const hits = make("g", { class: "hits" });
    over.append(hits);
    for (const t of spot.runs) {
      const b = t.getBBox(), m = t.transform.baseVal.consolidate()?.matrix;
      const r = make("rect", { x: b.x - 1, y: b.y, width: b.width + 2, height: b.height });
      if (m) r.setAttribute("transform", `matrix(${m.a} ${m.b} ${m.c} ${m.d} ${m.e} ${m.f})`);
      hits.append(r);
    }
  }
}

const overlays = () => boxes().forEach((box, i) => overlay(box, report.pages[i]));

// runsOf are the texts of one line: those on one baseline in one column of text.
function runsOf(text) {
  const y = text.getAttribute("y");
  if (y === null) return [text];
  return [...text.ownerSVGElement.querySelectorAll(`text[y="${y}"]`)].filter(t => t.textContent.trim());
}

// sourceOf is where character i of a text was written.
function sourceOf(page, text, i) {
  const at = report.pages[page].at[Number(text.dataset.r)] ?? [];
  let out = null;
  for (let k = 0; k + 4 < at.length && (k === 0 || at[k] <= i); k += 5) {
    const [from, file, line, column, fixed] = at.slice(k, k + 5);
    out = { file, line, column: fixed || !column ? column : column + Math.max(0, i - from) };
  }
  return out;
}

// charAt is the index, counted as the source counts, of the character at a point.
function charAt(text, x, y) {
  const p = new DOMPoint(x, y).matrixTransform(text.getScreenCTM().inverse());
  const n = text.getCharNumAtPosition(p);
  return n < 0 ? 0 : [...text.textContent.slice(0, n)].length;
}

// nearest is the text next to a point of a page, on the line at its height if any.
function nearest(box, x, y) {
  let best = null, least = Infinity;
  for (const t of box.querySelectorAll("text")) {
    const r = t.getBoundingClientRect();
    const dx = Math.max(r.left - x, 0, x - r.right), dy = Math.max(r.top - y, 0, y - r.bottom);
    if (dx + 4 * dy < least && t.textContent.trim()) [best, least] = [t, dx + 4 * dy];
  }
  return best;
}

function point(box, text, i = 0) {
  const before = spot?.box;
  spot = { box, runs: runsOf(text), text };
  const page = boxes().indexOf(box);
  if (before && before !== box && before.isConnected) overlay(before, report.pages[boxes().indexOf(before)]);
  overlay(box, report.pages[page]);
  let where = sourceOf(page, text, i);
  for (const t of spot.runs) where ??= sourceOf(page, t, 0);
  tell(where);
}

// tell shows a place, with ways to it.
function tell(where) {
  const file = where && state.files[where.file];
  place = file ? file.name + (where.line ? ":" + where.line + (where.column ? ":" + where.column : "") : "") : null;
  $("place").textContent = place ?? "这里不是从哪个文件来的（如页码）";
  $("copy").hidden = !place;
  $("copy").textContent = "复制位置";
  $("open").hidden = !file?.path;
  if (file?.path) {
    const path = file.path.split("/").map(encodeURIComponent).join("/").replace(/^([A-Za-z])%3A/, "$1:");
    $("open").href = "vscode://file/" + path.replace(/^\//, "") + (where.line ? `:${where.line}:${where.column || 1}` : "");
  } else $("open").removeAttribute("href");
}

// find is the text of the pages that was written at or last before a place on its line.
function find(where) {
  let best = null;
  report.pages.forEach((p, page) => p.at.forEach((at, run) => {
    for (let k = 0; k + 4 < at.length; k += 5) {
      const [from, file, line, column] = at.slice(k, k + 4);
      if (file !== where.file || line !== where.line) continue;
      const past = column > (where.column || 1);
      if (!best || (best.past && !past) || (past === best.past && (past ? column < best.column : column > best.column))) best = { page, run, from, column, past };
    }
  }));
  const box = best && boxes()[best.page];
  return box && { box, text: box.querySelector(`text[data-r="${best.run}"]`), i: best.from };
}

function finding(i) {
  const items = [...$("findings").querySelectorAll("button")];
  if (!items.length) return;
  current = (i + items.length) % items.length;
  items.forEach((b, k) => b.setAttribute("aria-current", k === current));
  items[current].scrollIntoView({ block: "nearest" });
  const f = state.findings[current];
  const at = f.file >= 0 ? f : null;
  const found = at && f.line && find(f);
  if (found?.text) {
    point(found.box, found.text, found.i);
    found.text.scrollIntoView({ block: "center" });
  }
  tell(at);
}

// line goes to the next or the last line of text.
function line(by) {
  const lines = [];
  for (const box of boxes()) {
    let y = null;
    for (const t of box.querySelectorAll("text")) {
      const now = t.getAttribute("y") ?? t.getAttribute("transform");
      if (now !== y && t.textContent.trim()) lines.push({ box, text: t });
      y = now;
    }
  }
  if (!lines.length) return;
  let at = spot ? lines.findIndex(l => spot.runs.includes(l.text)) : -1;
  if (at < 0) {
    const a = anchor();
    at = Math.max(0, lines.findIndex(l => boxes().indexOf(l.box) >= (a?.page ?? 0))) - (by > 0 ? 1 : 0);
  }
  const l = lines[Math.max(0, Math.min(lines.length - 1, at + by))];
  point(l.box, l.text);
  l.text.scrollIntoView({ block: "nearest" });
}

function listPages(changed) {
  const items = report.pages.map((p, i) => {
    const b = document.createElement("button");
    const thumb = document.createElement("span");
    thumb.className = "thumb";
    const width = Math.min(104, 104 * p.width / p.height * 1.414);
    thumb.style.width = width + "px";
    thumb.style.height = width * p.height / p.width + "px";
    thumb.append(boxes()[i].firstChild.cloneNode(true));
    thumb.setAttribute("aria-hidden", "true");
    b.append(thumb, `第 ${i + 1} 页`);
    b.classList.toggle("changed", changed.has(i));
    b.addEventListener("click", () => { boxes()[i].scrollIntoView({ block: "start" }); b.classList.remove("changed"); });
    return b;
  });
  $("list").replaceChildren(...items);
  follow();
}

// follow marks the page in view in the list.
function follow() {
  const a = anchor();
  const at = a ? (a.part > 0.6 && a.page + 1 < boxes().length ? a.page + 1 : a.page) : 0;
  [...$("list").children].forEach((b, i) => {
    const now = String(i === at);
    if (b.getAttribute("aria-current") === now) return;
    b.setAttribute("aria-current", now);
    if (i === at) b.scrollIntoView({ block: "nearest" });
  });
}

function listFindings() {
  const items = state.findings.map((f, i) => {
    const li = document.createElement("li"), b = document.createElement("button");
    li.className = f.level;
    const level = Object.assign(document.createElement("span"), { className: "level", textContent: f.level + " " + f.code });
    const name = f.file >= 0 ? state.files[f.file].name.split("/").pop() : "";
    const where = Object.assign(document.createElement("span"), { className: "where", textContent: name + (f.line ? ":" + f.line + (f.column ? ":" + f.column : "") : "") });
    const way = Object.assign(document.createElement("span"), { className: "way", textContent: f.hint ? "提示：" + f.hint : "" });
    b.append(level, " " + f.message, where, way);
    b.addEventListener("click", () => finding(i));
    li.append(b);
    return li;
  });
  $("findings").replaceChildren(...items);
  const n = l => state.findings.filter(f => f.level === l).length;
  $("count").textContent = state.findings.length ? `错误 ${n("错误")}，警告 ${n("警告")}，提示 ${n("提示")}` : "没有";
  $("message").hidden = !state.message;
  $("message").textContent = state.message;
  if (state.stale) $("findings").querySelector(".错误")?.scrollIntoView({ block: "nearest" });
}

export const view = {
  onVersion: () => {},

  // choose picks the version of the report to show.
  choose(s) {
    const names = s.reports.map(r => r.name), wanted = $("version").value || memory.version;
    if (names.join("\n") !== [...$("version").options].map(o => o.value).join("\n")) $("version").replaceChildren(...names.map(n => new Option(n, n)));
    $("version-box").hidden = names.length < 2;
    if (names.includes(wanted)) $("version").value = wanted;
    return s.reports.find(r => r.name === $("version").value) ?? s.reports[0] ?? null;
  },

  // show puts a state on the screen. Pages that stay are not touched, and so is the
  // place in view.
  show(s, r, pages) {
    const first = state === null, was = anchor(), old = hashes;
    state = s;
    report = r ?? { pages: [] };
    hashes = report.pages.map(p => p.hash);
    const changed = new Set();
    pages.forEach((svg, i) => {
      let box = boxes()[i];
      if (!box) {
        box = document.createElement("div");
        box.className = "page";
        box.append(svg, make("svg", { class: "over" }));
        $("pages").append(box);
      } else if (old[i] !== hashes[i]) box.replaceChild(svg.isConnected ? svg.cloneNode(true) : svg, box.firstChild);
      box.setAttribute("aria-label", `第 ${i + 1} 页`);
      box.lastChild.setAttribute("viewBox", `0 0 ${report.pages[i].width} ${report.pages[i].height}`);
      if (old[i] !== hashes[i] && old.length) changed.add(i);
    });
    boxes().slice(pages.length).forEach(b => b.remove());
    if (spot && !spot.text.isConnected) spot = null;
    size();
    backTo(first ? { page: memory.page ?? 0, part: memory.part ?? 0 } : was);
    overlays();
    if (first || changed.size || old.length !== hashes.length) listPages(changed);
    current = -1;
    listFindings();
    $("unit").textContent = s.unit ? `${s.unit} ${s.year || ""}` : s.file;
    document.title = (s.unit || s.file) + " — 预览";
    $("status").className = s.stale ? "stale" : "";
    $("status").textContent = s.stale ? (pages.length ? "有必须改的错误，页面是上一次的" : "有必须改的错误，还没有页面") : `${pages.length} 页 · ${s.package}`;
    $("pages").classList.toggle("stale-pages", s.stale);
  },

  offline(why) {
    $("status").className = "off";
    $("status").textContent = why;
  },
};

$("grid").checked = memory.grid ?? false;
$("seal").checked = memory.seal ?? false;
$("pages").classList.toggle("seal", $("seal").checked);
$("grid").addEventListener("change", () => { if (report) overlays(); remember(); });
$("seal").addEventListener("change", () => { $("pages").classList.toggle("seal", $("seal").checked); remember(); });
$("version").addEventListener("change", () => { remember(); hashes = []; view.onVersion(); });
$("smaller").addEventListener("click", () => step(-1));
$("larger").addEventListener("click", () => step(1));
$("fit").addEventListener("click", () => setZoom(0));
$("help").addEventListener("click", () => { $("keys").hidden = !$("keys").hidden; $("help").setAttribute("aria-expanded", !$("keys").hidden); });
$("copy").addEventListener("click", async () => { await navigator.clipboard.writeText(place); $("copy").textContent = "已复制"; });
$("pages").addEventListener("click", e => {
  const box = e.target.closest(".page");
  if (!box || String(getSelection())) return; // text being selected is no click
  const text = e.target.closest("text") ?? nearest(box, e.clientX, e.clientY);
  if (text) point(box, text, charAt(text, e.clientX, e.clientY));
});
let waiting = 0;
$("pages").addEventListener("scroll", () => { follow(); clearTimeout(waiting); waiting = setTimeout(remember, 200); });
addEventListener("resize", () => { const a = anchor(); size(); backTo(a); });
addEventListener("pagehide", remember);
addEventListener("keydown", e => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.target.matches("select, input")) return;
  const does = {
    "+": () => step(1), "=": () => step(1), "-": () => step(-1), 0: () => setZoom(0),
    g: () => $("grid").click(), s: () => $("seal").click(), j: () => line(1), k: () => line(-1),
    n: () => finding(current + 1), p: () => finding(current < 0 ? -1 : current - 1),
    c: () => $("copy").hidden || $("copy").click(), o: () => $("open").hidden || $("open").click(),
    "?": () => $("help").click(), Escape: () => { $("keys").hidden = true; },
  }[e.key.length === 1 ? e.key.toLowerCase() : e.key];
  if (does && report) { does(); e.preventDefault(); }
});
