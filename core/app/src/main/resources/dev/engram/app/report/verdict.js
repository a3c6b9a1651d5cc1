function verdictClass(text) {
  return /^(is )?(better|gains|sooner)\b/.test(text) ? 'better' : /^(is )?(worse|loses|later)\b/.test(text) ? 'worse' : '';
}

/** The number of runs, and their outcomes. */
function counted() {
  const counts = data.runs.outcomes.map((o, k) => [data.runs.rows.filter((r) => r[2] === k).length, o]).filter((p) => p[0] > 0);
  const made = data.runs.rows.length;
  const of = made === data.planned ? '' : made + ' of ';
  const outcomes = counts.length === 1 && made > 1 ? 'all ' + counts[0][1] : counts.map((p) => p[0] + ' ' + p[1]).join(', ');
  return of + data.planned + (data.planned === 1 ? ' run, ' : ' runs, ') + data.cells.length + (data.cells.length === 1 ? ' cell, ' : ' cells, ')
    + data.seeds + (data.seeds === 1 ? ' seed' : ' seeds') + (outcomes ? ': ' + outcomes : '') + '.';
}

/** The cells of a problem by the first metric, best first. */
function ranking(p) {
  const m = data.metrics[0];
  return m && m.direction !== 0 ? data.cells.filter((c) => c.problem === p && c.values.length && c.values[0][0] !== null)
    .sort((a, b) => m.direction * (b.values[0][0] - a.values[0][0])) : [];
}

/** The best cell of a problem without a test. */
function bestInWords(p) {
  const m = data.metrics[0];
  const ranked = ranking(p);
  if (!ranked.length) { return 'Nothing to compare.'; }
  const top = short(ranked[0].values[0][0]);
  if (ranked.length < 2) { return ranked[0].name + ': ' + m.name + ' ' + top + '.'; }
  const equal = ranked.filter((c) => c.values[0][0] === ranked[0].values[0][0]);
  const names = equal.map((c) => c.name);
  const divider = names.length === 2 ? ' and ' : names.some((n) => n.includes(', ')) ? '; ' : ', ';
  return equal.length > 1 ? names.join(divider) + ' share the best ' + m.name + ', ' + top + '.'
    : ranked[0].name + ' has the best ' + m.name + ', ' + top + '; next is ' + ranked[1].name + ' with ' + short(ranked[1].values[0][0]) + '.';
}

/** While runs are missing there is no verdict: tests that are repeated until they show something do. */
function soFar() {
  const m = data.metrics[0];
  const first = data.problems.length > 1 ? [] : ranking(0).slice(0, 3).map((c) => c.name + ' ' + short(c.values[0][0]) + ' (' + c.done + ' of ' + data.seeds + ' seeds)');
  return [el('strong', {}, 'No verdict yet: ' + data.runs.rows.length + ' of ' + data.planned + ' runs so far.'),
    ...(first.length ? [el('p', {}, 'Best by ' + m.name + ' so far (the missing seeds may change this): ' + first.join(', ') + '.')] : [])];
}

/** Of more rows than this, those that show no difference are hidden at first. */
const MOST_ANSWERS = 40;
const unfolded = new Set();
/** The table of verdicts of one problem, in groups of rows. */
function answerTable(t, k) {
  const fold = t.labels.length > MOST_ANSWERS && !unfolded.has(k);
  const one = t.groups.length === 1 && t.groups[0].title === '';
  const cell = (c, i) => el('td', {class: c.name === 'verdict' ? verdictClass(c.text[i]) : 'number'}, c.text[i]);
  let next = 0, listed = 0;
  const rows = t.groups.flatMap((g) => {
    const from = next;
    next += g.rows;
    const shown = Array.from({length: g.rows}, (_, i) => from + i).filter((i) => !fold || t.shown[i]);
    listed += shown.length;
    return [...(one || (fold && !shown.length) ? [] : [el('tr', {class: 'group'}, el('th', {scope: 'rowgroup', colspan: t.columns.length + 1}, g.title + (shown.length < g.rows ? ' (' + shown.length + ' of ' + g.rows + ')' : '')))]),
      ...shown.map((i) => el('tr', {}, el('th', {scope: 'row', class: one ? '' : 'member'}, t.labels[i]), ...t.columns.map((c) => cell(c, i))))];
  });
  const more = el('button', {type: 'button', onclick: () => { unfolded.add(k); show(); }}, 'Show all ' + t.labels.length + ' comparisons');
  return el('div', {}, ...(t.title ? [el('h3', {class: 'part'}, t.title)] : []), el('div', {class: 'scroll'}, el('table', {class: 'answers'},
    el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, t.reference), ...t.columns.map((c) => el('th', {scope: 'col', class: c.name === 'verdict' ? '' : 'number'}, c.name)))),
    el('tbody', {}, ...rows))), ...(fold ? [el('div', {class: 'bar'}, el('span', {}, listed + ' of ' + t.labels.length + ' comparisons show a difference' + (listed ? ' and are listed.' : '.')), more)] : []));
}

/** The same verdicts in sentences, which the reader can unfold. */
function sentences() {
  const groups = [];
  data.verdicts.forEach((v, i) => i === 0 || v.endsWith(':') ? groups.push([v]) : groups[groups.length - 1].push(v));
  const box = keep('sentences', () => el('details', {class: 'said'}));
  box.replaceChildren(el('summary', {}, 'In sentences'), ...groups.flatMap(([heading, ...rest]) => [el('strong', {}, heading), el('ul', {}, ...rest.map(said))]));
  return box;
}

function verdicts() {
  if (unfinished()) { return soFar(); }
  if (!data.answers.length) {
    return [...data.problems.map((_, p) => el('p', {}, el('strong', {}, bestInWords(p)))), ...(data.seeds === 1 ? [el('p', {}, 'One run for each cell: random variation is not accounted for.')] : []),
      ...(data.verdicts.length ? [sentences()] : [])];
  }
  return [...data.answers.map(answerTable), ...(data.verdicts.length ? [sentences()] : [])];
}

function said(v) {
  const parts = v.split(/(\bis better\b|\bis worse\b|^Better\b|^Worse\b)/);
  return el('li', {}, ...parts.map((p) => /better|worse/i.test(p) && p.length < 12 ? el('span', {class: verdictClass(p.toLowerCase())}, p) : p));
}

view('verdict', () => {
  const text = JSON.stringify([data.answers, data.verdicts, data.planned, data.runs.rows.length, data.cells.map((c) => c.values), [...unfolded]]);
  const box = keep('verdict', () => el('div', {class: 'verdict', role: 'status'}));
  if (box.dataset.of !== text) {
    box.replaceChildren(...verdicts(), el('p', {class: 'small'}, counted()));
    box.dataset.of = text;
  }
  return [headline('Verdicts'), box];
});

/** The cell's color is a switch that hides and shows the variant in all charts. */
function switchable(i) {
  const c = data.cells[i];
  const toggle = el('button', {type: 'button', class: 'switch', 'data-switch': c.variant, 'aria-pressed': !hidden.has(c.variant), title: 'show in the charts',
    'aria-label': 'show ' + c.name + ' in the charts', onclick: () => {
      if (hidden.has(c.variant)) { hidden.delete(c.variant); } else { hidden.add(c.variant); }
      chosen = true;
      redraw();
    }}, swatch(c.variant));
  return [data.variants.length > 1 ? toggle : swatch(c.variant), c.name];
}

/** Costs have a table of their own where one table would be wider than the page. */
const inOneTable = (columns) => SWITCH + tableWidth([cellColumn, ...columns], data.cells.length) <= roomForTables();
/** Width of the switch before the name of a cell. */
const SWITCH = 30;
let layout;
new ResizeObserver(() => {
  if (page.clientWidth !== layout) {
    layout = page.clientWidth;
    show();
  }
}).observe(page);
view('side-by-side', () => {
  const columns = data.table.columns.map((c) => ({
    ...tableColumn(c, c.name === 'ended in' || c.name === 'not local'), cost: c.cost,
    cell: c.name === 'verdict' ? (i) => [el('span', {class: verdictClass(c.text[i])}, c.text[i])] : undefined
  }));
  const reference = (i) => data.cells[i].reference ? 'reference' : '';
  const tables = inOneTable(columns) ? [columns] : [columns.filter((c) => !c.cost), columns.filter((c) => c.cost)];
  return [headline('Side by side'), ...tables.filter((t) => t.length).map((t, k) => {
    const table = sortable('side by side ' + k, 60).update([{...cellColumn, cell: switchable}, ...t], data.cells.length, reference);
    table.classList.toggle('costs', k > 0);
    return table;
  }),
    place(keep('notes', () => el('div', {class: 'small'})), data.notes.map((n) => words('note ' + n, 'p', {}, n)))];
});
