/** The difference from the reference along an ordered axis; the reference is the line at 0. */
view('gaps', () => {
  const shown = (data.gaps || []).filter((g) => g.problem === choice.problem);
  if (!shown.length) { return []; }
  const figures = shown.map((g) => {
    const names = [...g.lines.map((l) => l.name), g.reference];
    const option = (width) => {
      const series = g.lines.flatMap((l, i) => {
        const step = (i - (g.lines.length - 1) / 2) * Math.min(.06, .5 / g.lines.length); // side by side, so that intervals do not hide one another
        const points = l.points.filter((p) => p[1] !== null).map((p) => [p[0] + step, p[1], p[2], p[3], p[0]]);
        return [{type: 'line', name: l.name, data: points, symbol: mark(i), symbolSize: 8, showSymbol: true, color: hue(i), lineStyle: {width: 2, type: dash(i), color: hue(i)}, z: 3,
          tooltip: {formatter: (p) => safe(l.name) + '<br>' + safe(g.axis) + ' ' + safe(g.levels[p.data[4]]) + '<br>Δ ' + safe(g.metric) + ' ' + short(p.data[1]) + ' [' + short(p.data[2]) + ', ' + short(p.data[3]) + ']'}},
        whiskers(l.name, points.filter((p) => p[2] !== null && p[3] !== null).map((p) => [p[0], p[2], p[3]]), hue(i))];
      });
      series.push({type: 'line', name: g.reference, data: [[-.5, 0], [g.levels.length - .5, 0]], showSymbol: false, symbol: 'none', silent: true, z: 2, color: theme().text, lineStyle: {width: 1.4, color: theme().text}, tooltip: {show: false}});
      return {...base(series, {names, width}), xAxis: axis(g.axis, {x: true, min: -.5, max: g.levels.length - .5, interval: .5, splitLine: {show: false},
        axisLabel: {color: theme().faint, formatter: (v) => (Number.isInteger(v) ? g.levels[v] || '' : '')}}), yAxis: yAxis('Δ ' + g.metric), tooltip: {...base([]).tooltip, trigger: 'item'}};
    };
    const caption = 'Difference from ' + g.reference + ' with the same other settings (the line at 0), with the interval of the corrected test.'
      + (g.direction > 0 ? ' Above 0 is better.' : g.direction < 0 ? ' Below 0 is better.' : '');
    const title = 'Difference from ' + g.reference + ' along ' + g.axis;
    return figure('gaps ' + g.axis, title, caption, option);
  });
  return [headline('Differences along an axis'), bar('gaps', ...problemPick('gaps')), gallery('gaps', figures, true)];
});
