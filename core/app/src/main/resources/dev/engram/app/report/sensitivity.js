view('sensitivity', () => {
  if (!data.sensitivity || !data.sensitivity.length) { return []; }
  const metric = data.metrics[0].name;
  const figures = data.sensitivity.slice(0, 6).map((s) => {
    const names = [...new Set(s.lines.map((l) => l.name))];
    const log = s.lines.every((l) => l.points.every((p) => p[0] > 0));
    const values = s.lines.flatMap((l) => l.points.map((p) => p[1])).filter((v) => v !== null);
    const logY = Math.min(...values) > 0 && Math.max(...values) / Math.min(...values) > 50;
    const option = (width) => {
      const y = heights(logY, values);
      const series = [];
      s.lines.filter((l) => l.problem === choice.problem).forEach((l) => {
        const i = names.indexOf(l.name);
        const points = l.points.filter((p) => p[1] !== null);
        series.push({type: 'line', name: l.name, data: points.map((p) => [p[0], y.to(p[1])]), symbol: mark(i), symbolSize: 8, tooltip: {valueFormatter: (v) => short(y.back(v))}, color: hue(i), lineStyle: {width: 2, type: dash(i)}, z: 3});
        series.push(whiskers(l.name, points.filter((p) => p[2] !== null && p[3] !== null && (!logY || p[2] > 0)).map((p) => [p[0], y.to(p[2]), y.to(p[3])]), hue(i)));
      });
      return {...base(series, {names, width}), xAxis: axis(s.name, {x: true, type: log ? 'log' : 'value'}), yAxis: yAxis(metric, y.axis)};
    };
    return figure('sensitivity ' + s.name, 'Sensitivity to ' + s.name, 'Median ' + metric + ' over seeds with its 95% confidence interval, or the range if there are few seeds. All other settings are equal'
      + (data.tuning ? ', except those that were tuned for each cell.' : '.'), option);
  });
  return [headline('Effect of the ' + data.sensitivity[0].name), bar('sensitivity', ...problemPick('sensitivity')), gallery('sensitivity', figures, true)];
});
