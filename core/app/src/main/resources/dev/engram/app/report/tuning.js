/** How the hyperparameters of the compared runs were chosen. */
view('tuning', () => {
  if (!data.tuning || !data.tuning.cells.length) { return []; }
  const cells = data.tuning.cells;
  const shown = () => cells.filter((c) => data.cells[c.cell].problem === choice.problem);
  const metric = [...new Set(cells.map((c) => c.metric))].filter((m) => m).join(' or ');
  const scores = cells.flatMap((c) => c.trials.map((t) => t[2])).filter((v) => v !== null);
  const log = Math.min(...scores) > 0 && Math.max(...scores) / Math.min(...scores) > 50;
  const number = (text) => text !== '' && Number.isFinite(+text);

  const winners = sortable('tuned', 60).update([
    {name: 'cell', text: (i) => data.cells[cells[i].cell].name, cell: (i) => cellName(cells[i].cell)},
    ...data.tuning.columns.map((c) => tableColumn(c, c.name === 'chosen'))
  ], cells.length);
  winners.id = 'tuned';

  const figures = [];
  if (cells.some((c) => c.expected.length > 1)) {
    const option = (width) => {
      const y = heights(log, cells.flatMap((c) => [...c.expected, ...c.soFar]).filter((v) => v !== null));
      const points = (values) => values.map((v, k) => [k + 1, v]).filter((p) => p[1] !== null && (!log || p[1] > 0)).map((p) => [p[0], y.to(p[1])]);
      const series = shown().flatMap((c) => {
        const v = data.cells[c.cell].variant;
        return [
          {type: 'line', name: variantName(c.cell), data: points(c.expected), showSymbol: false, color: hue(v), symbol: mark(v), z: 3, lineStyle: {width: 2, type: dash(v), color: hue(v)}},
          {type: 'line', name: variantName(c.cell), data: points(c.soFar), step: 'end', showSymbol: false, color: hue(v), symbol: mark(v), z: 2,
            lineStyle: {width: 1.5, type: 'dotted', color: hue(v)}, tooltip: {show: false}}
        ];
      });
      return {...base(series, {width}), xAxis: axis('trials', {x: true, min: 1, max: 'dataMax', minInterval: 1}), yAxis: yAxis(metric, y.axis),
        tooltip: {...base([]).tooltip, trigger: 'axis', valueFormatter: (v) => short(y.back(v)), axisPointer: {type: 'line', snap: true}}};
    };
    figures.push(figure('tuning best', 'Best result by number of trials', 'Lines: expected best of k trials drawn from those made (Dodge et al. 2019), where a trial that diverged'
      + ' or failed counts as the worst of all. Dotted: best so far, in the order of the trials.', option, {full: 'Tuning: best result by number of trials'}));
  }
  const paths = [...new Set(cells.flatMap((c) => c.paths))].filter((p) => cells.some((c) => c.paths.includes(p) && c.trials.every((t) => number(t[1][c.paths.indexOf(p)]))));
  const names = [...new Set(paths.map((p) => p.split('.').pop()))];
  for (const name of names.slice(0, 6)) {
    const of = cells.flatMap((c) => c.paths.map((p, d) => [c, d, p])).filter(([, , p]) => p.split('.').pop() === name && paths.includes(p));
    const values = of.flatMap(([c, d]) => c.trials.map((t) => +t[1][d]));
    const logX = Math.min(...values) > 0 && Math.max(...values) / Math.min(...values) > 20;
    const option = (width) => {
      const y = heights(log, scores);
      const series = of.filter(([c]) => data.cells[c.cell].problem === choice.problem).map(([c, d]) => {
        const v = data.cells[c.cell].variant;
        const points = c.trials.filter((t) => t[2] !== null && t[3] === c.rungs).map((t) => ({value: [+t[1][d], y.to(t[2])], symbolSize: t[0] === c.chosen ? 15 : 7,
          itemStyle: {color: hue(v), borderColor: theme().text, borderWidth: t[0] === c.chosen ? 1.5 : 0}, tip: 'trial ' + t[0] + ': ' + safe(t[5]) + '<br>' + c.metric + ' ' + short(t[2])}));
        return {type: 'scatter', name: variantName(c.cell), data: points, symbol: mark(v), color: hue(v), z: 4, tooltip: {formatter: (p) => p.data.tip}};
      });
      return {...base(series, {width, mark: 12}), xAxis: axis(name, {x: true, type: logX ? 'log' : 'value'}), yAxis: yAxis(metric, y.axis), tooltip: {...base([]).tooltip, trigger: 'item'}};
    };
    figures.push(figure('tuning over ' + name, 'Trials over ' + name, 'Each point is a trial; the large point was chosen.', option, {full: 'Tuning: trials over ' + name}));
  }

  const rows = cells.flatMap((c) => c.trials.map((t) => [c, t]));
  const trials = sortable('trials', 20).update([
    {name: 'cell', text: (i) => data.cells[rows[i][0].cell].name, cell: (i) => cellName(rows[i][0].cell)},
    {name: 'trial', text: (i) => rows[i][1][0], number: (i) => rows[i][1][0]},
    {name: 'configuration', text: (i) => rows[i][1][5], long: true},
    {name: 'validation ' + metric, direction: cells[0].direction, text: (i) => short(rows[i][1][2]), number: (i) => rows[i][1][2]},
    ...(cells.some((c) => c.rungs > 1) ? [{name: 'rung', text: (i) => rows[i][1][3] + '/' + rows[i][0].rungs, number: (i) => rows[i][1][3]}] : []),
    {name: 'outcome', text: (i) => rows[i][1][4]},
    {name: 'replay', text: (i) => rows[i][1][6], cell: (i) => [el('code', {}, 'engram replay ' + rows[i][1][6].slice(0, 12))]}
  ], rows.length);
  trials.id = 'trials';
  return [headline('Tuning'), words('about tuning', 'p', {class: 'small'}, data.tuning.words), winners, bar('tuning', ...problemPick('tuning'), ...bulk('tuning')),
    gallery('tuning', figures), words('trials heading', 'h3', {class: 'part'}, 'All trials'), trials];
});
