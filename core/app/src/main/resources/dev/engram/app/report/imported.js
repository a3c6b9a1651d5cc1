/** Results that were not run here, next to those of the suite: a point for each run, and the mean with its interval. */
view('imported', () => {
  if (!data.imported.length) { return []; }
  const marked = (name) => name.replace(/ (\(not run here\))$/, '\n$1'); // a long name is cut, and not its mark
  const figures = data.imported.map((c) => {
    const rows = [...c.rows].reverse(); // a vertical axis begins at the bottom
    const option = () => {
      const t = theme();
      const ends = rows.flatMap((r) => [...r.values, ...(r.half === null ? [] : [r.mean - r.half, r.mean + r.half])]);
      const least = ends.reduce((a, b) => Math.min(a, b), Infinity); // too many for the arguments of one call
      const log = least > 0 && ends.reduce((a, b) => Math.max(a, b), -Infinity) / least > 50;
      const color = (r) => r.variant < 0 ? t.faint : hue(r.variant);
      const series = rows.flatMap((r, y) => {
        const about = (v) => safe(r.name) + '<br>' + safe(c.metric) + ' ' + short(v, 6);
        const style = {color: r.imported ? t.ground : color(r), borderColor: color(r), borderWidth: 1.5};
        return [{type: 'scatter', name: r.name, data: r.values.map((v) => [v, y]), symbol: r.variant < 0 ? 'circle' : mark(r.variant), symbolSize: 8, itemStyle: {...style, opacity: .7}, z: 3,
          tooltip: {formatter: (p) => about(p.data[0])}},
        {type: 'scatter', name: r.name, data: r.values.length ? [[r.mean, y]] : [], symbol: 'rect', symbolSize: [3, 20], itemStyle: {color: t.text}, z: 4,
          tooltip: {formatter: () => about(r.mean) + (r.half === null ? '' : ' ± ' + short(r.half)) + ', mean of ' + r.values.length + (r.missed ? '; ' + r.missed + ' diverged' : '')}},
        ...(r.half === null ? [] : [{type: 'line', name: r.name, data: [[r.mean - r.half, y], [r.mean + r.half, y]], showSymbol: false, symbol: 'none', silent: true, z: 2,
          color: t.text, lineStyle: {width: 2, color: t.text}, tooltip: {show: false}}])];
      });
      return {...base(series, {names: [], legend: false}), xAxis: axis(c.metric, {x: true, type: log ? 'log' : 'value'}),
        yAxis: {type: 'category', data: rows.map((r) => r.name), axisTick: {show: false}, axisLine: {lineStyle: {color: t.rule}}, splitLine: {show: true, lineStyle: {color: t.rule, opacity: .5}},
          axisLabel: {color: t.text, formatter: marked, lineHeight: 14, width: 170, overflow: 'truncate', interval: 0}},
        tooltip: {...base([]).tooltip, trigger: 'item'}};
    };
    const missed = rows.some((r) => r.missed) ? ' Runs that diverged are not shown.' : '';
    const caption = 'Points are runs, open ones were not run here; the bar is the mean with its 95% interval.' + missed + (c.direction < 0 ? ' Lower is better.' : '');
    return figure('imported ' + c.metric, c.metric, caption, option, {height: 90 + 34 * rows.length, full: 'Imported results: ' + c.metric});
  });
  return [headline('Imported results'), gallery('imported', figures, true)];
});
