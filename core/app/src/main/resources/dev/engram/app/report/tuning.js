/** If a forest explains less of the variance than this, its shares say little. */
const LEAST_FIT = 0.2;
const INTERACTIONS = 'interactions';
const lastPart = (path) => path.split('.').pop();
/** The importance of the hyperparameters as a stacked bar for each cell. */
function importance(shown) {
  const option = (width) => {
    const t = theme();
    const of = shown().filter((c) => c.importance && present(data.cells[c.cell].variant));
    const names = [...new Set(of.flatMap((c) => c.paths.map(lastPart))), INTERACTIONS];
    const share = (c, name) => name === INTERACTIONS ? c.importance.interactions
      : c.paths.reduce((sum, p, d) => sum + (lastPart(p) === name ? c.importance.shares[d] : 0), 0);
    const series = names.map((name, i) => ({type: 'bar', name, stack: 'all', barMaxWidth: 24, color: name === INTERACTIONS ? t.rule : hue(i),
      data: of.map((c) => ({value: share(c, name), itemStyle: {opacity: c.importance.fit < LEAST_FIT ? .35 : 1}})),
      tooltip: {valueFormatter: (v) => short(100 * v, 3) + '%'}}));
    const all = base(series, {names, width});
    return {...all, toolbox: {show: false}, legend: {...all.legend, selectedMode: false, selected: {}}, // a hyperparameter may have the name of a variant
      xAxis: axis('share of the variance', {x: true, min: 0, max: 1}),
      yAxis: axis('', {type: 'category', inverse: true, data: of.map((c) => variantName(c.cell) + '\nR² ' + short(c.importance.fit, 2)), splitLine: {show: false},
        axisLabel: {color: t.faint, width: width * .35, overflow: 'truncate', lineHeight: 15}}),
      tooltip: {...base([]).tooltip, trigger: 'axis', axisPointer: {type: 'shadow'}}};
  };
  return figure('tuning importance', 'Importance of hyperparameters', 'Share of the variance of the ranks of trials that each explains alone: functional ANOVA of a random'
    + ' forest (Hutter et al. 2014). R²: what the forest predicts of trials that it has not seen. Pale: R² is below ' + LEAST_FIT + ', so the shares say little.',
    option, {height: 150 + 34 * shown().filter((c) => c.importance).length, full: 'Tuning: importance of hyperparameters'});
}

/** All trials of a cell as lines over parallel axes, one for each hyperparameter and one for the score. */
function parallel(c) {
  const numeric = (text) => text !== '' && Number.isFinite(+text);
  const trials = c.trials.filter((t) => t[2] !== null && t[3] === c.rungs);
  const scores = trials.map((t) => t[2]);
  const logarithmic = (values) => Math.min(...values) > 0 && Math.max(...values) / Math.min(...values) > 20;
  const y = heights(logarithmic(scores), scores);
  const axes = c.paths.map((p, d) => {
    const texts = trials.map((t) => t[1][d]);
    const numbers = texts.every(numeric);
    const values = [...new Set(texts)];
    const log = numbers && logarithmic(texts.map(Number));
    const to = (text) => numbers ? (log ? Math.log10(+text) : +text) : values.indexOf(text);
    return {name: lastPart(p), to, option: numbers ? {type: 'value', scale: true, minInterval: log ? 1 : null, axisLabel: {formatter: (v) => short(log ? 10 ** v : v, 3)}}
      : {type: 'category', data: values}};
  });
  const option = (width) => {
    const t = theme();
    const low = Math.min(...scores.map(y.to));
    const high = Math.max(...scores.map(y.to));
    const lines = trials.map((r) => {
      const better = high > low ? (y.to(r[2]) - low) / (high - low) : 1;
      const good = c.direction < 0 ? 1 - better : better;
      const best = r[0] === c.chosen;
      return {value: [...axes.map((a, d) => a.to(r[1][d])), y.to(r[2])], tip: 'trial ' + r[0] + ': ' + safe(r[5]) + '<br>' + safe(c.metric) + ' ' + short(r[2]),
        lineStyle: {color: best ? t.text : hue(data.cells[c.cell].variant), width: best ? 2.5 : 1.5, opacity: best ? 1 : .12 + .7 * good * good}};
    });
    const label = {color: t.faint, hideOverlap: true};
    const dimensions = [...axes, {name: c.metric, option: {type: 'value', scale: true, ...y.axis, axisLabel: {formatter: (v) => short(y.back(v), 3)}}}]
      .map((a, dim) => ({dim, name: a.name, nameGap: 10, nameTextStyle: {color: t.text}, axisLine: {lineStyle: {color: t.rule}}, axisTick: {lineStyle: {color: t.rule}},
        minorTick: {show: false}, ...a.option, axisLabel: {...label, ...a.option.axisLabel}}));
    return {...base([{type: 'parallel', name: variantName(c.cell), smooth: false, data: lines, emphasis: {lineStyle: {width: 3, opacity: 1}},
        tooltip: {formatter: (p) => p.data.tip}}], {legend: false, width}),
      toolbox: {show: false}, parallelAxis: dimensions, parallel: {left: 34, right: 52, top: 44, bottom: 24},
      tooltip: {...base([]).tooltip, trigger: 'item'}};
  };
  const name = data.cells[c.cell].name;
  return figure('tuning parallel ' + name, 'Trials of ' + name, 'Each line is a trial, and the clearer, the better. The thick line was chosen. Drag along an axis to select trials.', option,
    {full: 'Tuning: trials of ' + name});
}

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

  if (cells.some((c) => c.importance)) { figures.push(importance(shown)); }
  shown().filter((c) => c.paths.length > 1 && !hidden.has(data.cells[c.cell].variant)).forEach((c) => figures.push(parallel(c)));

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
