const SCALES = {
  epochs: (c) => c.costs.epochsPerStep, steps: () => 1,
  'multiply-adds': (c) => c.costs['multiply-adds'] / c.costs.steps, seconds: (c) => c.costs.seconds / c.costs.steps
};
function scalePick(section) {
  const scales = Object.keys(SCALES).filter((s) => !(s === 'epochs' && data.terrain.length) && data.cells.some((c) => SCALES[s](c) > 0));
  if (!scales.includes(choice.scale)) { choice.scale = scales[0] || 'steps'; }
  return scales.length < 2 ? [] : [pick(section, 'scale', 'over', scales.map((s) => [s, s]))];
}

/** Whether the values span so many orders of magnitude that a chart needs a logarithmic axis; never with negative values. */
function needsLog(chart) {
  let least = Infinity;
  let most = 0;
  for (const line of chart.lines) {
    for (const v of line.mid) {
      if (v < 0) { return false; }
      if (v > 0) { least = Math.min(least, v); most = Math.max(most, v); }
    }
  }
  return most / least > 50;
}

/**
 * A chart of curves with bands, over the x axis that the reader has chosen.
 *
 * @param quantity the title of the y axis
 * @param full the title in a saved image
 */
function curveFigure(key, title, caption, chart, grids, {log = false, quantity, full = title, heading = title}) {
  const option = (width) => {
    const series = [];
    const lines = chart.lines.filter((l) => data.cells[l.cell].problem === choice.problem && present(data.cells[l.cell].variant));
    const y = heights(log, lines.flatMap((l) => [...l.mid, ...(l.low || []), ...(l.high || [])]), lines.map((l) => l.mid.find((v) => v !== null)));
    const usable = (v) => v !== null && (!log || v > 0);
    for (const line of lines) {
      const c = data.cells[line.cell];
      const factor = SCALES[choice.scale](c);
      if (!(factor > 0)) { continue; }
      const at = grids[line.grid].map((s) => s * factor);
      const mid = line.mid.map((v, k) => [at[k], v]).filter((p) => usable(p[1])).map((p) => [p[0], y.to(p[1])]);
      const color = hue(c.variant);
      series.push({type: 'line', name: variantName(line.cell), data: mid, showSymbol: mid.length === 1, color, symbol: mark(c.variant), symbolSize: 6,
        lineStyle: {width: 2, type: dash(c.variant), color}, itemStyle: {color}, emphasis: {focus: 'series'}, z: 3, sampling: 'lttb'});
      if (line.low) {
        const area = line.low.map((v, k) => [at[k], v, line.high[k]]).filter((p) => usable(p[1]) && usable(p[2])).map((p) => [p[0], y.to(p[1]), y.to(p[2])]);
        if (area.length > 1) { series.push(band(variantName(line.cell), area, color)); }
      }
    }
    return {...base(series, {width}), xAxis: axis(choice.scale, {x: true, scale: false, max: 'dataMax'}), yAxis: yAxis(quantity, y.axis),
      tooltip: {...base([]).tooltip, trigger: 'axis', order: 'valueDesc', valueFormatter: (v) => short(y.back(v)), axisPointer: {type: 'line', snap: true}}};
  };
  return figure(key + ' ' + title, heading, caption, option, {full});
}
const overSeeds = (log) => (data.seeds > 1 ? 'Median over ' + (unfinished() ? 'the seeds so far' : 'seeds') + '; the band is the interquartile range.' : 'One seed.')
  + (log ? ' Logarithmic axis; values of 0, and those more than ' + DECADES_ABOVE_START + ' orders of magnitude above where most lines begin, are not shown.' : '');

view('curves', () => {
  if (!data.curves.charts.length) { return []; }
  const controls = bar('curves', ...scalePick('curves'), ...problemPick('curves'), ...bulk('curves'));
  const figures = data.curves.charts.map((c) => {
    const log = needsLog(c);
    const title = c.phase + ' ' + c.metric;
    return curveFigure('curves', title, overSeeds(log), c, data.curves.grids, {log, quantity: c.metric, full: 'Learning curves: ' + title,
      heading: data.onLandscapes ? c.metric : title});
  });
  return [headline('Learning curves'), controls, gallery('curves', figures)];
});
