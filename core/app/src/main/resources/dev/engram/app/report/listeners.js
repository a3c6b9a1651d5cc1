/** What listeners have recorded. A quantity is named after its listener and series. */
const spelled = (name) => { const text = name.replaceAll('-', ' ').replace('/', ': '); return text.charAt(0).toUpperCase() + text.slice(1); };
const listened = (cell) => data.cells[cell].problem === choice.problem && present(data.cells[cell].variant);

/** A chart of points x, middle, low, high for each cell, over an axis of their own. */
function pointFigure(key, title, caption, lines, {x, quantity, logX = false, marks = []}) {
  const option = (width) => {
    const here = lines.filter((l) => listened(l.cell));
    const values = here.flatMap((l) => l.points.map((p) => p[1]));
    const positive = values.filter((v) => v > 0);
    const log = positive.length > 0 && positive.length === values.length && Math.max(...values) / Math.min(...values) > 50;
    const y = heights(log, values);
    const series = [];
    for (const line of here) {
      const v = data.cells[line.cell].variant;
      const color = hue(v);
      const name = variantName(line.cell);
      const marked = marks.filter((m) => line[m.of] > 0).map((m) => ({xAxis: line[m.of], label: {formatter: m.label + ' ' + short(line[m.of], 3), color: theme().text, fontSize: 11, position: m.at}}));
      series.push({type: 'line', name, data: line.points.map((p) => [p[0], y.to(p[1])]), showSymbol: false, color, lineStyle: {width: 2, type: dash(v), color},
        itemStyle: {color}, symbol: mark(v), emphasis: {focus: 'series'}, z: 3,
        markLine: {symbol: 'none', silent: true, lineStyle: {color, type: 'dashed', width: 1.2}, data: marked}});
      const area = line.points.filter((p) => !log || p[2] > 0).map((p) => [p[0], y.to(p[2]), y.to(p[3])]);
      if (area.length > 1 && data.seeds > 1) { series.push(band(name, area, color)); }
    }
    return {...base(series, {width}), xAxis: axis(x, {x: true, type: logX ? 'log' : 'value', min: 'dataMin', max: 'dataMax'}), yAxis: yAxis(quantity, y.axis),
      tooltip: {...base([]).tooltip, trigger: 'axis', valueFormatter: (v) => short(y.back(v)), axisPointer: {type: 'line', snap: true}}};
  };
  return figure(key + ' ' + title, title, caption, option);
}

view('listened', () => {
  const {series, ranges, slices, distributions} = data.listened;
  const figures = [];
  if (ranges.some((r) => data.cells[r.cell].problem === choice.problem)) {
    figures.push(pointFigure('listened', 'Learning-rate range test', overSeeds(false) + ' Smoothed loss against the rate; the dashed line is the rate of steepest descent.',
      ranges, {x: 'rate', quantity: 'loss', logX: true, marks: [{of: 'steepest', label: 'steepest', at: 'insideEndTop'}]}));
  }
  for (const [name, lines] of Object.entries(slices)) {
    if (lines.some((l) => data.cells[l.cell].problem === choice.problem)) {
      figures.push(pointFigure('listened', spelled(name), overSeeds(false) + (name.startsWith('loss-slice/') ? ' From the start of the run, 0, to its end, 1.' : ''), lines,
        {x: 'position', quantity: name.split('/').pop()}));
    }
  }
  const curves = (from, text) => from.charts.filter((c) => c.lines.some((l) => data.cells[l.cell].problem === choice.problem)).map((c) => {
    const log = c.phase !== 'histogram' && needsLog(c);
    return curveFigure('listened', spelled(c.metric), text(log), c, from.grids, {log, quantity: c.metric.split('/').slice(1).join('/')});
  });
  figures.push(...curves(series, overSeeds));
  figures.push(...curves(distributions, () => 'Median of the values of the first seed; the band is from 5% to 95% of them.'));
  return figures.length ? [headline('Listeners'), bar('listened', ...(series.charts.length || distributions.charts.length ? scalePick('listened') : []), ...problemPick('listened'), ...bulk('listened')), gallery('listened', figures)] : [];
});
