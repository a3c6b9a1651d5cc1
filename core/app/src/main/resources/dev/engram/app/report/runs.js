view('differences', () => {
  if (!data.differences.length) { return []; }
  const columns = data.differences.map((d) => ({name: d.name, text: (i) => d.text[i] || '–', long: d.text.some((t) => t.length > 32)}));
  return [headline('Differences between the configurations'), sortable('differences', 60).update([cellColumn, ...columns], data.cells.length)];
});

/** Columns of the list of runs. */
function runColumns(rows) {
  const m = data.runs.metrics.length;
  const replay = (r) => data.replay.replace('RUN', () => r[6 + m].slice(0, 12));
  const outcome = (r) => data.runs.outcomes[r[2]] + (r[3] ? ': ' + r[3] : '');
  return [
    {name: 'cell', text: (i) => data.cells[rows[i][0]].name, cell: (i) => cellName(rows[i][0])},
    {name: 'seed', text: (i) => rows[i][1], number: (i) => rows[i][1]},
    {name: 'outcome', text: (i) => outcome(rows[i]), long: rows.some((r) => r[3].length > 30)},
    ...data.runs.metrics.map((name, k) => ({name, direction: (data.metrics.find((x) => x.name === name) || {}).direction,
      text: (i) => short(rows[i][4 + k]), number: (i) => rows[i][4 + k]})),
    {name: 'steps', text: (i) => rows[i][4 + m], number: (i) => rows[i][4 + m]},
    {name: 'seconds', text: (i) => short(rows[i][5 + m], 3), number: (i) => rows[i][5 + m]},
    {name: 'parameters', text: (i) => rows[i][7 + m], cell: (i) => [el('code', {title: 'run ' + rows[i][6 + m]}, rows[i][7 + m])]},
    {name: 'replay', text: (i) => rows[i][6 + m], cell: (i) => [el('code', {}, replay(rows[i]))]}
  ];
}

view('runs', () => {
  const rows = data.runs.rows;
  const columns = runColumns(rows);
  const table = sortable('runs', 50);
  const search = keep('search', () => el('input', {type: 'search', placeholder: 'cell, seed or outcome', 'aria-label': 'filter runs', oninput: () => table.refill(table.filter)}));
  table.filter = (i) => {
    const text = (table.columns[0].text(i) + ' ' + table.columns[1].text(i) + ' ' + table.columns[2].text(i)).toLowerCase();
    return search.value.toLowerCase().split(/\s+/).every((w) => text.includes(w));
  };
  return [headline('Every run'), words('replaying', 'p', {class: 'small'}, 'A replay repeats a run and reports whether the result is the same to the last bit. Parameters: the first'
    + ' digits of the checksum of the final parameters.'),
    keep('search bar', () => el('div', {class: 'bar'}, search)), table.update(columns, rows.length)];
});

view('foot', () => [words('foot', 'footer', {}, 'Written by Engram ' + data.version + '. Charts by Apache ECharts ' + echarts.version
  + ' (Apache License 2.0), which is part of this page.')]);
