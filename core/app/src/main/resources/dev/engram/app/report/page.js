'use strict';
/** The data of the page; a page that follows a running suite replaces it as a whole. */
let data = JSON.parse(document.getElementById('data').textContent);
const page = document.getElementById('page');
page.textContent = '';

/** An element with attributes and children; texts are never read as markup. */
function el(tag, attributes = {}, ...children) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) { e.addEventListener(name.slice(2), value); } else { e.setAttribute(name, value); }
  }
  e.append(...children);
  return e;
}

// The page is a list of views. Each builds the nodes of its section from the data, whenever they change. Elements kept by a key
// stay the same, with everything that the reader did to them.
const views = [];
const made = new Map();
/** @param build gives the nodes of the section; empty where there is nothing to show */
function view(id, build) { views.push({build, section: el('section', {id})}); }
function keep(key, make) {
  if (!made.has(key)) { made.set(key, make()); }
  return made.get(key);
}
/** A kept element with this text. */
function words(key, tag, attributes, text) {
  const e = keep(key, () => el(tag, attributes));
  if (e.textContent !== text) { e.textContent = text; }
  return e;
}
const headline = (text) => words('heading ' + text, 'h2', {id: 'to-' + text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}, text);
/** Elements that are already in place are not touched. */
function place(parent, nodes) {
  const now = parent.childNodes;
  if (now.length !== nodes.length || nodes.some((n, i) => n !== now[i])) { parent.replaceChildren(...nodes); }
  return parent;
}
function show() {
  views.forEach((v) => place(v.section, v.build()));
  place(page, views.map((v) => v.section).filter((s) => s.childNodes.length));
  listContents();
}
/** The table of contents: a link to every heading. */
const contents = el('nav', {class: 'contents', 'aria-label': 'contents'});
function listContents() {
  const headings = [...page.querySelectorAll('h2')];
  const list = headings.map((h) => h.id).join();
  if (contents.dataset.list !== list) {
    contents.dataset.list = list;
    contents.replaceChildren(...headings.map((h) => el('a', {href: '#' + h.id}, h.textContent)));
  }
}

// The colors of Okabe and Ito (2008), which color-blind readers can distinguish, adjusted for light and dark backgrounds.
// After eight variants they repeat with another dash and another mark.
const HUES = {
  light: ['#0072b2', '#d98a00', '#009e73', '#cc5f9b', '#d55e00', '#3fa2dc', '#7a6a00', '#6f6f6f'],
  dark: ['#4da6e0', '#f0b03c', '#2fc79a', '#e592c2', '#f07d35', '#8cd0f5', '#d8cf4a', '#b4b4b4']
};
const DASHES = ['solid', 'dashed', 'dotted'];
const MARKS = ['circle', 'rect', 'triangle', 'diamond', 'roundRect'];
const darkness = matchMedia('(prefers-color-scheme: dark)');
let printing = false;

function theme() {
  const dark = darkness.matches && !printing;
  return dark ? {name: 'dark', text: '#e6e8eb', faint: '#9aa4af', rule: '#343a43', ground: '#1b1f25', hues: HUES.dark}
    : {name: 'light', text: '#1b1f24', faint: '#5b6570', rule: '#dcdfe3', ground: '#ffffff', hues: HUES.light};
}
const hue = (i) => theme().hues[i % 8];
const dash = (i) => DASHES[Math.floor(i / 8) % 3];
const mark = (i) => MARKS[i % MARKS.length];

const UNITS = [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k']];
/** A number for an axis or a tooltip. */
function short(v, digits = 4) {
  if (v === null || v === undefined || Number.isNaN(v)) { return '–'; }
  const size = Math.abs(v);
  if (size >= 1e15 || (size > 0 && size < 1e-3)) { return v.toExponential(Math.max(0, digits - 2)).replace(/\.?0+e/, 'e'); }
  for (const [unit, sign] of UNITS) {
    if (size >= unit && size >= 1e4) { return String(+(v / unit).toPrecision(digits)) + sign; }
  }
  return String(+v.toPrecision(digits));
}
/** A text escaped for places where the charting library reads markup. */
const safe = (text) => String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;');
/** Whether runs are missing. */
const unfinished = () => data.runs.rows.length < data.planned;

/** If there are too many variants, the best by the first metric are shown at first. */
const MOST_AT_FIRST = 10;
const hidden = new Set();
/** Whether the reader has chosen what is hidden. */
let chosen = false;
const crowded = () => data.variants.length > MOST_AT_FIRST + 2;
/** With more variants than this, hidden ones are not in the legends; the table can show them again. */
const MOST_IN_LEGENDS = 60;
const present = (v) => data.variants.length <= MOST_IN_LEGENDS || !hidden.has(v);
function best(count) {
  const direction = data.metrics.length ? data.metrics[0].direction || 1 : 1;
  const known = data.cells.filter((c) => c.values.length && c.values[0][2] !== null);
  const ranks = data.variants.map((_, v) => {
    const of = known.filter((c) => c.variant === v)
      .map((c) => known.filter((o) => o.problem === c.problem && direction * o.values[0][2] > direction * c.values[0][2]).length);
    return of.length ? of.reduce((a, b) => a + b) / of.length : Infinity;
  });
  const order = ranks.map((r, v) => [r, v]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map((p) => p[1]);
  const kept = new Set(order.slice(0, count));
  data.cells.filter((c) => c.reference).forEach((c) => kept.add(c.variant));
  return kept;
}
function showOnly(kept) {
  hidden.clear();
  data.variants.forEach((_, v) => { if (!kept.has(v)) { hidden.add(v); } });
}

view('head', () => {
  document.title = data.title + ' – Engram';
  return [words('title', 'h1', {}, data.title), ...(data.about ? [words('about', 'p', {class: 'about'}, data.about)] : []), contents];
});
