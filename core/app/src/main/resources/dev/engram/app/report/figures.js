let problem = 0;
const cellsShown = () => data.cells.map((c, i) => i).filter((i) => data.cells[i].problem === problem);
const variantName = (i) => data.variants[data.cells[i].variant];
const problemPick = () => data.problems.length < 2 ? []
  : [select('problem', data.problems.map((p, i) => [i, p]), problem, (v) => {
    problem = +v;
    document.querySelectorAll('select[data-problem]').forEach((s) => { s.value = v; });
    redraw();
  })].map((label) => { label.querySelector('select').dataset.problem = ''; return label; });
const bulk = () => data.variants.length < 2 ? [] : [
  el('button', {type: 'button', onclick: () => { hidden.clear(); redraw(); }}, 'show all'),
  el('button', {type: 'button', onclick: () => { showOnly(new Set()); redraw(); }}, 'hide all'),
  ...(data.variants.length > MOST_AT_FIRST + 2 ? [el('button', {type: 'button', onclick: () => { showOnly(best(MOST_AT_FIRST)); redraw(); }}, 'best ' + MOST_AT_FIRST)] : [])];

// ---- Curves over training -------------------------------------------------------------------------------------------
const SCALES = {
  epochs: (c) => c.costs.epochsPerStep, steps: () => 1,
  'multiply-adds': (c) => c.costs['multiply-adds'] / c.costs.steps, seconds: (c) => c.costs.seconds / c.costs.steps
};
const scales = Object.keys(SCALES).filter((s) => data.cells.some((c) => SCALES[s](c) > 0));
if (data.terrain.length) { scales.splice(scales.indexOf('epochs'), 1); }
let scale = scales[0] || 'steps';

function curveFigure(title, caption, chart, grids, log) {
  const option = () => {
    const series = [];
    const lines = chart.lines.filter((l) => data.cells[l.cell].problem === problem);
    const y = heights(log, lines.flatMap((l) => [...l.mid, ...(l.low || []), ...(l.high || [])]));
    for (const line of lines) {
      const c = data.cells[line.cell];
      const factor = SCALES[scale](c);
      if (!(factor > 0)) { continue; }
      const usable = (v) => v !== null && (!log || v > 0);
      const at = grids[line.grid].map((s) => s * factor);
      const mid = line.mid.map((v, k) => [at[k], v]).filter((p) => usable(p[1])).map((p) => [p[0], y.to(p[1])]);
      const color = hue(c.variant);
      series.push({type: 'line', name: variantName(line.cell), data: mid, showSymbol: false, color, symbol: mark(c.variant), symbolSize: 6,
        lineStyle: {width: 2, type: dash(c.variant), color}, itemStyle: {color}, emphasis: {focus: 'series'}, z: 3, sampling: 'lttb'});
      if (line.low) {
        const area = line.low.map((v, k) => [at[k], v, line.high[k]]).filter((p) => usable(p[1]) && usable(p[2])).map((p) => [p[0], y.to(p[1]), y.to(p[2])]);
        if (area.length > 1) { series.push(band(variantName(line.cell), area, color)); }
      }
    }
    return {...base(series), xAxis: axis(scale, {x: true, scale: false, max: 'dataMax'}), yAxis: yAxis('', y.axis),
      tooltip: {...base([]).tooltip, trigger: 'axis', order: 'valueDesc', valueFormatter: (v) => short(y.back(v)), axisPointer: {type: 'line', snap: true}}};
  };
  return figure(title, caption, option);
}
function needsLog(chart) {
  const all = chart.lines.flatMap((l) => l.mid).filter((v) => v !== null);
  const least = Math.min(...all.slice(0, 50000));
  return least > 0 && Math.max(...all.slice(0, 50000)) / least > 50;
}
const scalePick = () => scales.length < 2 ? [] : [select('over', scales.map((s) => [s, s]), scale, (v) => {
  scale = v;
  document.querySelectorAll('select[data-scale]').forEach((s) => { s.value = v; });
  redraw();
})].map((label) => { label.querySelector('select').dataset.scale = ''; return label; });
const about = (log) => (data.seeds > 1 ? 'Median over seeds; the band holds the middle half.' : 'One seed.') + (log ? ' Logarithmic.' : '');

(function curves() {
  if (!data.curves.charts.length) { return; }
  const figures = data.curves.charts.map((c) => { const log = needsLog(c); return curveFigure(c.phase + ' ' + c.metric, about(log), c, data.curves.grids, log); });
  section('Learning curves', el('div', {class: 'bar'}, ...scalePick(), ...problemPick(), ...bulk()), el('div', {class: 'figures'}, ...figures));
})();

// ---- Across problems ------------------------------------------------------------------------------------------------
(function ranks() {
  const r = data.ranks;
  if (!r) { return; }
  const k = r.variants.length;
  const order = r.variants.map((v, i) => [r.ranks[i], v]).sort((a, b) => a[0] - b[0]);
  const half = Math.ceil(k / 2);
  const option = () => {
    const t = theme();
    const narrow = Math.min(page.clientWidth, 1080) < 600;
    const lines = [];
    const labels = [];
    order.forEach(([rank, v], i) => {
      const left = i < half;
      const depth = -(left ? i + 1 : k - i) - .4 - .25 * r.cliques.length;
      const end = left ? 1 : k;
      lines.push({coords: [[rank, 0], [rank, depth], [end, depth]], lineStyle: {color: hue(v), width: 1.6}});
      labels.push({value: [end, depth], label: {position: left ? 'left' : 'right', formatter: data.variants[v] + '  ' + short(rank, 3)}});
    });
    const bars = r.cliques.map((q, i) => {
      const at = q.map((v) => order.find((o) => o[1] === v)[0]);
      return {coords: [[Math.min(...at) - .04, -.35 - .25 * i], [Math.max(...at) + .04, -.35 - .25 * i]]};
    });
    const side = narrow ? 105 : 220;
    return {...base([
      {type: 'lines', coordinateSystem: 'cartesian2d', polyline: true, data: lines, silent: true},
      {type: 'lines', coordinateSystem: 'cartesian2d', polyline: true, data: bars, silent: true, lineStyle: {width: 6, color: t.text, opacity: .85, cap: 'round'}},
      {type: 'lines', coordinateSystem: 'cartesian2d', polyline: true, silent: true, lineStyle: {width: 3, color: t.faint, opacity: 1},
        data: [{coords: [[1, 1.2], [Math.min(k, 1 + r.difference), 1.2]]}]},
      {type: 'scatter', data: labels, symbolSize: .01, silent: true, label: {show: true, color: t.text, width: side - 12, overflow: 'truncate', fontSize: 12}},
      {type: 'scatter', data: [[1, 1.2]], symbolSize: .01, silent: true,
        label: {show: true, color: t.faint, position: [0, -18], formatter: 'critical difference ' + short(r.difference, 3), align: 'left'}}
    ], {legend: false}), toolbox: {show: false}, tooltip: {show: false}, grid: {left: side, right: side, top: 50, bottom: 8},
      xAxis: axis('mean rank', {x: true, min: 1, max: k, position: 'top', interval: 1, nameGap: 0, name: '', axisLine: {onZero: true, lineStyle: {color: t.text}}, splitLine: {show: false}}),
      yAxis: {type: 'value', show: false, min: -half - .8 - .25 * r.cliques.length, max: 2}};
  };
  const caption = 'Mean rank of the variants over ' + r.problems + ' problems (1 is best), each by its median over seeds. Bars join what Nemenyi’s test cannot tell'
    + ' apart at 5%. Iman and Davenport’s p = ' + short(r.p, 2) + '.' + (r.incomplete.length ? ' Left out, as not all ran on them: ' + r.incomplete.join(', ') + '.' : '');
  section('Ranks across problems', el('div', {class: 'figures wide'}, figure('Critical-difference diagram', caption, option, {height: 130 + 24 * half + 8 * r.cliques.length})));
})();

(function profile() {
  const p = data.profile;
  if (!p) { return; }
  const most = Math.max(2, ...p.steps.flat()) * 1.1;
  const option = () => {
    const series = p.steps.map((steps, v) => {
      const points = [[1, 0]];
      steps.forEach((tau, i) => points.push([tau, (i + 1) / p.instances]));
      points.push([most, steps.length / p.instances]);
      return {type: 'line', step: 'end', name: data.variants[v], data: points, showSymbol: false, symbol: mark(v), color: hue(v), emphasis: {focus: 'series'},
        lineStyle: {width: 2, color: hue(v), type: dash(v)}, itemStyle: {color: hue(v)}};
    });
    return {...base(series, {width: 900}), xAxis: axis('times the cheapest', {x: true, type: 'log', min: 1, max: most}), yAxis: yAxis('share solved', {min: 0, max: 1}),
      tooltip: {...base([]).tooltip, trigger: 'item'}};
  };
  section('Performance profile', el('div', {class: 'figures wide'}, figure('Cost of getting there', 'Share of ' + p.instances + ' instances (a problem with a seed) in which a variant'
    + ' has come ' + 100 * p.share + '% of the way to the best validation ' + p.metric + ' of all variants, within so many times the ' + p.cost + ' of the cheapest.', option)));
})();

(function sensitivity() {
  if (!data.sensitivity || !data.sensitivity.length) { return; }
  const metric = data.metrics[0].name;
  const figures = data.sensitivity.slice(0, 6).map((s) => {
    const names = [...new Set(s.lines.map((l) => l.name))];
    const log = s.lines.every((l) => l.points.every((p) => p[0] > 0));
    const values = s.lines.flatMap((l) => l.points.map((p) => p[1])).filter((v) => v !== null);
    const logY = Math.min(...values) > 0 && Math.max(...values) / Math.min(...values) > 50;
    const option = () => {
      const y = heights(logY, values);
      const series = [];
      s.lines.filter((l) => l.problem === problem).forEach((l) => {
        const i = names.indexOf(l.name);
        const points = l.points.filter((p) => p[1] !== null);
        series.push({type: 'line', name: l.name, data: points.map((p) => [p[0], y.to(p[1])]), symbol: mark(i), symbolSize: 8, tooltip: {valueFormatter: (v) => short(y.back(v))}, color: hue(i), lineStyle: {width: 2, type: dash(i)}, z: 3});
        series.push(whiskers(l.name, points.filter((p) => p[2] !== null && p[3] !== null && (!logY || p[2] > 0)).map((p) => [p[0], y.to(p[2]), y.to(p[3])]), hue(i)));
      });
      return {...base(series, {names, width: 900}), xAxis: axis(s.name, {x: true, type: log ? 'log' : 'value'}), yAxis: yAxis(metric, y.axis)};
    };
    return figure('Sensitivity to ' + s.name, 'Median ' + metric + ' over seeds with its 95% interval, or the range of few seeds; all else being equal.', option);
  });
  section('How much it depends on the ' + data.sensitivity[0].name, el('div', {class: 'bar'}, ...problemPick()), el('div', {class: 'figures wide'}, ...figures));
})();

// ---- Inside the training --------------------------------------------------------------------------------------------
(function probes() {
  const kinds = [...new Set(data.probes.charts.map((c) => c.metric.split('/')[0]))];
  for (const kind of kinds) {
    const of = data.probes.charts.filter((c) => c.metric.split('/')[0] === kind);
    const figures = of.map((c) => curveFigure((c.metric.split('/')[1] || 'whole network'), '', c, data.probes.grids, false));
    const title = kind === 'alignment' ? 'Alignment with the true gradient, degrees' : kind.replace('-', ' ');
    section(title.charAt(0).toUpperCase() + title.slice(1), el('p', {class: 'small'}, about(false)), el('div', {class: 'bar'}, ...scalePick(), ...problemPick(), ...bulk()),
      el('div', {class: 'figures'}, ...figures));
  }
})();

// ---- Landscapes -----------------------------------------------------------------------------------------------------
function ways(t, at) {
  return t.paths.flatMap((p) => {
    const v = data.cells[p.cell].variant;
    const color = hue(v);
    const points = p.points.map((x, k) => ({value: at(x), step: p.steps[k], height: x[x.length - 1]}));
    const say = (d) => variantName(p.cell) + ', seed ' + p.seed + '<br>step ' + d.data.step + ': (' + p.points[d.dataIndex].slice(0, -1).map((x) => short(x)).join(', ')
      + ')<br>value ' + short(d.data.height);
    return [{type: 'line', name: variantName(p.cell), data: points, color, symbol: 'circle', symbolSize: 2.6, showSymbol: true, showAllSymbol: true, z: 4,
      lineStyle: {width: 1.6, color, type: dash(v)}, tooltip: {formatter: say}, emphasis: {focus: 'series'}},
    {type: 'scatter', name: variantName(p.cell), data: [{...points[points.length - 1], tip: say}], symbol: mark(v), symbolSize: 11, z: 6,
      itemStyle: {color, borderColor: theme().ground, borderWidth: 1.5},
      tooltip: {formatter: (d) => say({data: d.data, dataIndex: p.points.length - 1})}}];
  });
}
function marked(t, at) {
  const signs = {minimum: 'M0,-10 L2.6,-3.2 L9.8,-3.1 L4,1.4 L6,8.3 L0,4.2 L-6,8.3 L-4,1.4 L-9.8,-3.1 L-2.6,-3.2 Z', saddle: 'M-8,-8 L8,8 M8,-8 L-8,8', maximum: 'M0,-8 L8,6 L-8,6 Z'};
  return t.points.slice(0, 40).map((p) => ({type: 'scatter', symbol: 'path://' + signs[p.nature], symbolSize: p.nature === 'minimum' ? 18 : 12, z: 5,
    itemStyle: {color: p.nature === 'saddle' ? 'transparent' : theme().text, borderColor: theme().text, borderWidth: 1.4}, data: [at([...p.at, p.value])],
    tooltip: {formatter: p.nature + ' at (' + p.at.map((x) => short(x)).join(', ') + ')<br>value ' + short(p.value)}}));
}
(function terrain() {
  const figures = data.terrain.map((t) => {
    const option = () => {
      const dark = theme().name === 'dark';
      const flat = t.box.length === 1;
      const at = (x) => [x[0], x[1]];
      const ground = flat ? [{type: 'line', data: t.curve, showSymbol: false, silent: true, color: theme().faint, lineStyle: {width: 1.5, color: theme().faint}, tooltip: {show: false}}]
        : t.contours.map((c, i) => ({type: 'lines', coordinateSystem: 'cartesian2d', silent: true, z: 1, clip: true, tooltip: {show: false},
          lineStyle: {color: dark ? `hsl(215,30%,${62 - 2.4 * i}%)` : `hsl(215,35%,${45 + 2.8 * i}%)`, width: 1, opacity: .8},
          data: c.segments.map((s) => ({coords: [[s[0], s[1]], [s[2], s[3]]]}))}));
      const heights = flat && t.curve.map((p) => p[1]).filter((v) => v !== null);
      return {...base([...ground, ...ways(t, at), ...marked(t, at)], {width: 900}), tooltip: {...base([]).tooltip, trigger: 'item'},
        xAxis: axis('x0', {x: true, min: t.box[0][0], max: t.box[0][1], splitLine: {show: false}, axisLabel: {showMinLabel: false, showMaxLabel: false, color: theme().faint, formatter: (v) => short(v, 3)}}),
        yAxis: yAxis(flat ? 'value' : 'x1', flat ? {max: Math.max(...heights)} : {min: t.box[1][0], max: t.box[1][1], splitLine: {show: false},
          axisLabel: {showMinLabel: false, showMaxLabel: false, color: theme().faint, formatter: (v) => short(v, 3)}})};
    };
    const natures = [...new Set(t.points.map((p) => p.nature))].map((n) => ({minimum: '★ minimum', saddle: '× saddle', maximum: '▲ maximum'}[n]));
    return figure('Ways down ' + t.name.replace(/^\{(.*)\}$/, '$1'), (t.contours ? 'Lines of equal height, closer spaced at the bottom. ' : '') + natures.join(', ') + (natures.length ? '. ' : '')
      + 'A large mark is where a run ended.', option, {height: 520});
  });
  if (figures.length) { section('Over the landscape', el('div', {class: 'bar'}, ...bulk()), el('div', {class: 'figures wide'}, ...figures)); }
})();

// ---- Cost -----------------------------------------------------------------------------------------------------------
(function pareto() {
  const m = data.metrics[0];
  const kinds = ['multiply-adds', 'seconds', 'steps', 'state bytes'].filter((k) =>
    data.problems.some((_, p) => new Set(data.cells.filter((c) => c.problem === p).map((c) => c.costs[k]).filter((v) => v !== null)).size > 1));
  if (!m || m.direction === 0 || data.cells.length < 2 || !kinds.length) { return; }
  let kind = kinds[0];
  const option = () => {
    const cells = cellsShown().filter((i) => data.cells[i].values[0][0] !== null && data.cells[i].costs[kind] !== null && !hidden.has(data.cells[i].variant));
    const all = cellsShown().map((i) => data.cells[i]).filter((c) => c.costs[kind] !== null && c.values[0][0] !== null);
    const xs = all.map((c) => c.costs[kind]);
    const ys = all.map((c) => c.values[0][0]);
    const spread = (v) => Math.min(...v) > 0 && Math.max(...v) / Math.min(...v) > 20;
    const log = spread(ys);
    const y = heights(log, ys);
    const series = cellsShown().filter((i) => all.includes(data.cells[i])).flatMap((i) => {
      const c = data.cells[i];
      const point = [c.costs[kind], c.values[0][0]];
      const half = c.values[0][1];
      return [{type: 'scatter', name: variantName(i), data: [[point[0], y.to(point[1])]], symbol: mark(c.variant), symbolSize: 12, color: hue(c.variant), z: 4,
          tooltip: {formatter: c.name.replace(/&/g, '&amp;').replace(/</g, '&lt;') + '<br>' + m.name + ' ' + short(point[1]) + '<br>' + kind + ' ' + short(point[0])}},
      ...(half === null || (log && !(half < point[1])) ? [] : [whiskers(variantName(i), [[point[0], y.to(point[1] - half), y.to(point[1] + half)]], hue(c.variant))])];
    });
    const front = [];
    cells.map((i) => [data.cells[i].costs[kind], data.cells[i].values[0][0]]).sort((a, b) => a[0] - b[0] || m.direction * (b[1] - a[1]))
      .forEach((p) => { if (!front.length || m.direction * p[1] > m.direction * front[front.length - 1][1]) { front.push(p); } });
    series.push({type: 'line', step: 'end', data: front.map((p) => [p[0], y.to(p[1])]), showSymbol: false, silent: true, z: 2, color: theme().faint, lineStyle: {type: 'dashed', width: 1.3, color: theme().faint}, tooltip: {show: false}});
    return {...base(series, {width: 900}), xAxis: axis(kind, {x: true, type: spread(xs) ? 'log' : 'value'}), yAxis: yAxis(m.name, y.axis),
      tooltip: {...base([]).tooltip, trigger: 'item'}};
  };
  const controls = [...(kinds.length > 1 ? [select('cost', kinds.map((k) => [k, k]), kind, (v) => { kind = v; redraw(); })] : []), ...problemPick(), ...bulk()];
  section('Cost against ' + m.name, el('div', {class: 'figures wide'}, figure('What a result costs', 'Mean over the seeds that ended well. On the dashed line is what nothing else beats in both'
    + ' (Pareto front).' + (m.direction < 0 ? ' Lower is better.' : ''), option, {controls})));
})();

tuningSection();
differencesTable();
runsTable();
page.append(el('footer', {}, 'Written by Engram ' + data.version + '. Charts by Apache ECharts ' + echarts.version + ' (Apache License 2.0), which is part of this page.'));
watchCharts();
