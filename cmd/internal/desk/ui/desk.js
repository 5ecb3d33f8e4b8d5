// desk.js follows the server: takes each state, fetches the pages and faces that are
// new, and hands them to view.js, which draws and listens to the person.
import { view } from "./view.js";

const loaded = new Map(); // name of a batch -> FontFace
const drawn = new Map();  // hash -> SVG element, for the pages shown
let latest = 0;

// take shows a state unless a newer one has come meanwhile. Faces come first, so that
// no character is seen in another one.
async function take(state) {
  latest = state.version;
  try {
    await faces(state.faces);
    const report = view.choose(state);
    const pages = await Promise.all((report?.pages ?? []).map(p => page(p.hash)));
    if (state.version !== latest) return;
    view.show(state, report, pages);
    keep(report);
    retire(state.faces);
    document.documentElement.dataset.version = state.version;
  } catch (e) {
    if (state.version === latest) view.offline("没有取到新的页面：" + e.message);
  }
}

async function faces(list) {
  await Promise.all(list.filter(f => !loaded.has(f.name)).map(async f => {
    const face = new FontFace(f.family, `url(face/${f.name})`, { unicodeRange: f.range, display: "block" });
    loaded.set(f.name, face);
    try {
      document.fonts.add(await face.load());
    } catch (e) {
      loaded.delete(f.name);
      throw new Error("字体 " + f.name + " 没有取到");
    }
  }));
}

// retire forgets batches that have been made into one.
function retire(list) {
  const names = new Set(list.map(f => f.name));
  for (const [name, face] of loaded) {
    if (!names.has(name)) {
      document.fonts.delete(face);
      loaded.delete(name);
    }
  }
}

async function page(hash) {
  if (!drawn.has(hash)) {
    const answer = await fetch("page/" + hash);
    if (!answer.ok) throw new Error(await answer.text());
    const tree = new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
    drawn.set(hash, document.importNode(tree.documentElement, true));
  }
  return drawn.get(hash);
}

function keep(report) {
  const used = new Set((report?.pages ?? []).map(p => p.hash));
  for (const hash of drawn.keys()) if (!used.has(hash)) drawn.delete(hash);
}

const events = new EventSource("events");
let state = null;
events.addEventListener("state", e => { state = JSON.parse(e.data); take(state); });
events.addEventListener("error", () => view.offline("与 nianbao preview 断开了：它可能已经结束"));
view.onVersion = () => { if (state) take(state); };
