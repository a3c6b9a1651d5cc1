/** A table of n rows whose headings sort; only as many rows as a page has are in the document. */
function sortable(columns, n, options = {}) {
  const size = options.size || Infinity;
  let order = Array.from({length: n}, (_, i) => i);
  let shown = size;
  let sorted = null;
  let ascending = true;
  let filter = () => true;
  const body = el('tbody');
  const heads = columns.map((c) => el('th', {scope: 'col', class: c.number ? 'number' : ''}, el('button', {type: 'button', onclick: () => sort(c)}, c.name)));
  const more = el('button', {type: 'button', onclick: () => { shown += 10 * size; fill(); }});
  const count = el('span');
  const bar = el('div', {class: 'bar'}, count, more);

  function compare(c, i, j) {
    if (!c.number) { return String(c.text(i)).localeCompare(String(c.text(j)), 'en', {numeric: true}); }
    const a = c.number(i);
    const b = c.number(j);
    const none = (v) => v === null || v === undefined;
    if (none(a) || none(b)) { return (none(a) - none(b)) * (ascending ? 1 : -1); } // last in either order
    return a - b;
  }
  function sort(c) {
    ascending = sorted === c ? !ascending : !(c.direction > 0); // the best first
    sorted = c;
    heads.forEach((h, k) => columns[k] === c ? h.setAttribute('aria-sort', ascending ? 'ascending' : 'descending') : h.removeAttribute('aria-sort'));
    order.sort((i, j) => (ascending ? 1 : -1) * compare(c, i, j) || i - j);
    fill();
  }
  function fill() {
    const rows = order.filter(filter);
    body.replaceChildren(...rows.slice(0, shown).map((i) => el('tr', {class: options.row ? options.row(i) : ''},
      ...columns.map((c) => el('td', {class: (c.number ? 'number ' : '') + (c.long ? 'long' : '')}, ...(c.cell ? c.cell(i) : [String(c.text(i))]))))));
    count.textContent = rows.length > shown ? 'The first ' + shown + ' of ' + rows.length + '.' : '';
    more.textContent = 'Show more';
    bar.style.display = rows.length > shown ? '' : 'none';
  }
  fill();
  const table = el('table', {}, el('thead', {}, el('tr', {}, ...heads)), body);
  const all = el('div', {}, el('div', {class: 'scroll'}, table), bar);
  return {all, refill: (f) => { filter = f; shown = size; fill(); }};
}

/** The name of a cell beside its colour in the charts. */
function cellName(i) {
  const c = data.cells[i];
  return [el('span', {class: 'swatch', 'data-variant': c.variant, style: 'background:' + hue(c.variant)}), c.name];
}
const cellColumn = {name: 'cell', text: (i) => data.cells[i].name, cell: cellName};

function verdictClass(text) { return /\bbetter\b/.test(text) ? 'better' : /\bworse\b/.test(text) ? 'worse' : ''; }

(function verdict() {
  const done = data.runs.rows.length;
  const counts = data.runs.outcomes.map((o, k) => [data.runs.rows.filter((r) => r[2] === k).length, o]).filter((p) => p[0] > 0);
  const text = done + ' of ' + data.planned + ' runs, ' + data.cells.length + (data.cells.length === 1 ? ' cell' : ' cells') + ', '
    + data.seeds + (data.seeds === 1 ? ' seed' : ' seeds') + ': ' + counts.map((p) => p[0] + ' ' + p[1]).join(', ') + '.';
  const box = el('div', {class: 'verdict', id: 'verdict'});
  if (data.verdicts.length) {
    box.append(el('strong', {}, data.verdicts[0]), el('ul', {}, ...data.verdicts.slice(1).map((v) => {
      const parts = v.split(/(\bis better\b|\bis worse\b|^Better\b|^Worse\b)/);
      return el('li', {}, ...parts.map((p) => /better|worse/i.test(p) && p.length < 12 ? el('span', {class: verdictClass(p.toLowerCase())}, p) : p));
    })));
  } else {
    box.append(bestInWords());
  }
  box.append(el('p', {class: 'small'}, text));
  page.append(box);
})();

/** Where no test was made: what is best, and that nothing more is known. */
function bestInWords() {
  const m = data.metrics[0];
  const ranked = m && m.direction !== 0 ? data.cells.filter((c) => c.values.length && c.values[0][0] !== null)
    .sort((a, b) => m.direction * (b.values[0][0] - a.values[0][0])) : [];
  if (ranked.length < 2) { return el('strong', {}, ranked.length ? m.name + ' ' + short(ranked[0].values[0][0]) : 'Nothing to compare.'); }
  return el('strong', {}, ranked[0].name + ' has the best ' + m.name + ', ' + short(ranked[0].values[0][0]) + '; next comes ' + ranked[1].name + ' with '
    + short(ranked[1].values[0][0]) + (data.seeds === 1 ? '. One run each: chance is not accounted for.' : '.'));
}

(function sideBySide() {
  const columns = data.table.columns.map((c) => ({
    name: c.name, direction: c.direction, text: (i) => c.text[i], number: c.number && ((i) => c.number[i]), long: c.name === 'ended in',
    cell: c.name === 'verdict' ? (i) => [el('span', {class: verdictClass(c.text[i])}, c.text[i])] : undefined
  }));
  const table = sortable([cellColumn, ...columns], data.cells.length, {size: 60, row: (i) => data.cells[i].reference ? 'reference' : ''});
  table.all.id = 'side-by-side';
  section('Side by side', table.all, el('div', {class: 'small'}, ...data.notes.map((n) => el('p', {}, n))));
})();

function differencesTable() {
  if (!data.differences.length) { return; }
  const columns = data.differences.map((d) => ({name: d.name, text: (i) => d.text[i] || '–', long: d.text.some((t) => t.length > 32)}));
  section('What differs between the configurations', sortable([cellColumn, ...columns], data.cells.length, {size: 60}).all);
}

function runsTable() {
  const rows = data.runs.rows;
  const m = data.runs.metrics.length;
  const replay = (r) => data.replay.replace('SEED', r[1]);
  const columns = [
    {name: 'cell', text: (i) => data.cells[rows[i][0]].name, cell: (i) => cellName(rows[i][0])},
    {name: 'seed', text: (i) => rows[i][1], number: (i) => rows[i][1]},
    {name: 'outcome', text: (i) => data.runs.outcomes[rows[i][2]] + (rows[i][3] ? ': ' + rows[i][3] : ''), long: rows.some((r) => r[3].length > 30)},
    ...data.runs.metrics.map((name, k) => ({name, direction: (data.metrics.find((x) => x.name === name) || {}).direction,
      text: (i) => short(rows[i][4 + k]), number: (i) => rows[i][4 + k]})),
    {name: 'steps', text: (i) => rows[i][4 + m], number: (i) => rows[i][4 + m]},
    {name: 'seconds', text: (i) => short(rows[i][5 + m], 3), number: (i) => rows[i][5 + m]},
    {name: 'parameters', text: (i) => rows[i][7 + m], cell: (i) => [el('code', {title: 'run ' + rows[i][6 + m]}, rows[i][7 + m])]},
    {name: 'replay', text: (i) => rows[i][1], cell: (i) => [el('code', {}, replay(rows[i]))]}
  ];
  const table = sortable(columns, rows.length, {size: 50});
  const search = el('input', {type: 'search', placeholder: 'cell, seed or outcome', 'aria-label': 'filter runs', oninput: () => {
    const words = search.value.toLowerCase().split(/\s+/).filter((w) => w);
    table.refill((i) => {
      const text = (columns[0].text(i) + ' ' + rows[i][1] + ' ' + columns[2].text(i)).toLowerCase();
      return words.every((w) => text.includes(w));
    });
  }});
  section('Every run', el('p', {class: 'small'}, 'A replay makes the runs of one seed again, in a store of its own; with the same versions'
    + ' of the components a run ends with the same parameters, whose checksum begins as shown.'), el('div', {class: 'bar'}, search), table.all);
}
