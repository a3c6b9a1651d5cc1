// The details of metrics: confusion matrices, reliability diagrams and values by class.
/** With more classes than this the numbers of a matrix would overlap. */
const MOST_NUMBERED = 20;
const NO_CLASS = '(none)';
const ofProblem = (d) => data.cells[d.cell].problem === choice.problem && present(data.cells[d.cell].variant);

/** A confusion matrix as a heat map: the color is the share of the true class, the number the mean count. */
function matrix(m) {
  const columns = m.columns.map((c) => c || NO_CLASS);
  const points = m.rows.flatMap((_, r) => {
    const sum = m.values[r].reduce((a, b) => a + (b || 0), 0);
    return m.values[r].map((v, c) => ({value: [c, r, sum ? (v || 0) / sum : 0], count: v || 0}));
  });
  const option = () => {
    const t = theme();
    const dark = t.name === 'dark';
    const labels = {type: 'category', splitLine: {show: false}, axisLabel: {color: t.faint, hideOverlap: true, interval: 'auto'}};
    return {...base([{type: 'heatmap', name: variantName(m.cell), data: points, emphasis: {disabled: true}, itemStyle: {borderColor: t.ground, borderWidth: 1},
        label: {show: m.rows.length <= MOST_NUMBERED, fontSize: m.rows.length > 12 ? 9 : 11, formatter: (p) => p.data.count ? short(p.data.count, 3) : '',
          color: t.text}}], {legend: false}),
      toolbox: {show: false}, grid: {left: 26, right: 14, top: 14, bottom: 30, containLabel: true},
      visualMap: {show: false, min: 0, max: 1, dimension: 2, inRange: {color: dark ? ['#1b1f25', '#2d6d9f'] : ['#ffffff', '#7db4dd']}},
      xAxis: axis('predicted class', {x: true, ...labels, data: columns}),
      yAxis: axis('true class', {...labels, data: m.rows, inverse: true, nameGap: 8 + 7 * Math.min(14, Math.max(...m.rows.map((r) => r.length)))}),
      tooltip: {...base([]).tooltip, trigger: 'item', formatter: (p) => safe(m.rows[p.data.value[1]]) + ' predicted as ' + safe(columns[p.data.value[0]]) + ': '
        + short(p.data.count) + ' (' + short(100 * p.data.value[2], 3) + '% of the class)'}};
  };
  const caption = 'Number of test examples' + (m.n > 1 ? ', mean over ' + m.n + ' seeds' : '') + '. Color: share of the true class.';
  const name = data.cells[m.cell].name;
  return figure('confusion ' + m.metric + ' ' + name, name, caption, option, {height: Math.min(640, 130 + 26 * m.rows.length), full: 'Confusion matrix: ' + name});
}

view('confusion', () => {
  const shown = data.details.matrices.filter(ofProblem);
  if (!data.details.matrices.length && !data.details.omitted) { return []; }
  return [headline('Confusion matrices'), bar('confusion', ...problemPick('confusion'), ...bulk('confusion')),
    ...(data.details.omitted ? [words('omitted matrices', 'p', {class: 'small'}, data.details.omitted + ' too large for this page; engram compare --format csv or json has them.')] : []),
    gallery('confusion', shown.filter((m) => !hidden.has(data.cells[m.cell].variant)).map(matrix))];
});

/** Accuracy against confidence, by bins of confidence. */
function reliability(grids) {
  const option = (width) => {
    const series = grids.filter(ofProblem).map((g) => {
      const at = (name) => g.columns.indexOf(name);
      const points = g.values.map((v) => [v[at('confidence')], v[at('accuracy')], v[at('count')]]).filter((p) => p[0] !== null && p[1] !== null);
      const v = data.cells[g.cell].variant;
      return {type: 'line', name: variantName(g.cell), data: points, symbol: mark(v), symbolSize: 7, color: hue(v), z: 3, lineStyle: {width: 2, type: dash(v), color: hue(v)},
        tooltip: {formatter: (p) => safe(variantName(g.cell)) + '<br>confidence ' + short(p.data[0]) + '<br>accuracy ' + short(p.data[1]) + '<br>examples ' + short(p.data[2])}};
    });
    const ideal = {type: 'line', data: [[0, 0], [1, 1]], showSymbol: false, silent: true, z: 1, color: theme().faint, lineStyle: {type: 'dashed', width: 1.3, color: theme().faint}, tooltip: {show: false}};
    return {...base([...series, ideal], {width}), xAxis: axis('confidence', {x: true, min: 0, max: 1}), yAxis: yAxis('accuracy', {min: 0, max: 1}), tooltip: {...base([]).tooltip, trigger: 'item'}};
  };
  return figure('reliability', 'Reliability diagram', 'Share of correct predictions by their confidence, in bins; means over seeds. Dashed: perfect calibration.', option);
}
view('reliability', () => {
  const grids = data.details.grids.filter((g) => g.columns.includes('confidence') && g.columns.includes('accuracy'));
  return grids.length ? [headline('Calibration'), bar('reliability', ...problemPick('reliability'), ...bulk('reliability')), gallery('reliability', [reliability(grids)], true)] : [];
});

view('classes', () => {
  const tables = data.details.tables.filter((t) => t.problem === choice.problem);
  const grids = data.details.grids.filter((g) => data.cells[g.cell].problem === choice.problem);
  if (!tables.length && !grids.length) { return []; }
  const rows = grids.flatMap((g) => g.rows.map((_, r) => [g, r]));
  return [headline('Details of metrics'), words('about details', 'p', {class: 'small'}, 'On the test data; means over seeds with 95% confidence intervals.'), bar('details', ...problemPick('details')),
    ...tables.flatMap((t) => [words('details of ' + t.metric, 'h3', {class: 'part'}, t.metric),
      sortable('details ' + t.metric + t.problem, 60).update([{name: 'cell', text: (i) => data.cells[t.cells[i]].name, cell: (i) => cellName(t.cells[i])},
        ...t.columns.map((c) => tableColumn(c))], t.cells.length)]),
    ...[...new Set(grids.map((g) => g.metric))].flatMap((metric) => {
      const of = rows.filter(([g]) => g.metric === metric);
      const columns = of[0][0].columns;
      return [words('details of ' + metric, 'h3', {class: 'part'}, metric), sortable('grid ' + metric, 30).update([
        {name: 'cell', text: (i) => data.cells[of[i][0].cell].name, cell: (i) => cellName(of[i][0].cell)}, {name: 'part', text: (i) => of[i][0].rows[of[i][1]]},
        ...columns.map((name, c) => ({name, text: (i) => short(of[i][0].values[of[i][1]][c]), number: (i) => of[i][0].values[of[i][1]][c]}))], of.length)];
    })];
});
