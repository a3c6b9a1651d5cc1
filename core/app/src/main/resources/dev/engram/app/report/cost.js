view('cost', () => {
  const m = data.metrics[0];
  const kinds = ['multiply-adds', 'seconds', 'steps', 'state bytes'].filter((k) =>
    data.problems.some((_, p) => new Set(data.cells.filter((c) => c.problem === p).map((c) => c.costs[k]).filter((v) => v !== null)).size > 1));
  if (!m || m.direction === 0 || data.cells.length < 2 || !kinds.length) { return []; }
  if (!kinds.includes(choice.cost)) { choice.cost = kinds[0]; }
  const option = (width) => {
    const kind = choice.cost;
    const cells = cellsShown().filter((i) => data.cells[i].values[0][0] !== null && data.cells[i].costs[kind] !== null && !hidden.has(data.cells[i].variant));
    const all = cellsShown().map((i) => data.cells[i]).filter((c) => present(c.variant) && c.costs[kind] !== null && c.values[0][0] !== null);
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
          tooltip: {formatter: safe(c.name) + '<br>' + m.name + ' ' + short(point[1]) + '<br>' + kind + ' ' + short(point[0])}},
      ...(half === null || (log && !(half < point[1])) ? [] : [whiskers(variantName(i), [[point[0], y.to(point[1] - half), y.to(point[1] + half)]], hue(c.variant))])];
    });
    const front = [];
    cells.map((i) => [data.cells[i].costs[kind], data.cells[i].values[0][0]]).sort((a, b) => a[0] - b[0] || m.direction * (b[1] - a[1]))
      .forEach((p) => { if (!front.length || m.direction * p[1] > m.direction * front[front.length - 1][1]) { front.push(p); } });
    series.push({type: 'line', step: 'end', data: front.map((p) => [p[0], y.to(p[1])]), showSymbol: false, silent: true, z: 2, color: theme().faint, lineStyle: {type: 'dashed', width: 1.3, color: theme().faint}, tooltip: {show: false}});
    return {...base(series, {width, mark: 12}), xAxis: axis(kind, {x: true, type: spread(xs) ? 'log' : 'value'}), yAxis: yAxis(m.name, y.axis),
      tooltip: {...base([]).tooltip, trigger: 'item'}};
  };
  const controls = [...(kinds.length > 1 ? [pick('cost', 'cost', 'cost', kinds.map((k) => [k, k]))] : []), ...problemPick('cost'), ...bulk('cost')];
  const caption = 'Mean over the seeds that finished' + (unfinished() ? ' so far' : '') + '. Dashed line: the cells that no other cell beats in both (Pareto front).'
    + (m.direction < 0 ? ' Lower is better.' : '');
  return [headline('Cost against ' + m.name), gallery('cost', [figure('cost', 'Result and cost', caption, option, {controls, full: 'Cost against ' + m.name})], true)];
});
