view('ranks', () => {
  const r = data.ranks;
  if (!r) { return []; }
  const k = r.variants.length;
  const order = r.variants.map((v, i) => [r.ranks[i], v]).sort((a, b) => a[0] - b[0]);
  const half = Math.ceil(k / 2);
  const option = (width) => {
    const t = theme();
    const narrow = width < 600;
    const lines = [];
    const labels = [];
    order.forEach(([rank, v], i) => {
      const left = i < half;
      const depth = -(left ? i + 1 : k - i) - .4 - .25 * r.cliques.length;
      const end = left ? 1 : k;
      lines.push({coords: [[rank, 0], [rank, depth], [end, depth]], lineStyle: {color: hue(v), width: 1.6}});
      labels.push({value: [end, depth], label: {position: left ? 'left' : 'right', formatter: narrow ? short(rank, 3) + '\u00a0' + data.variants[v] : data.variants[v] + '  ' + short(rank, 3)}});
    });
    const bars = r.cliques.map((q, i) => {
      const at = q.map((v) => order.find((o) => o[1] === v)[0]);
      return {coords: [[Math.min(...at) - .04, -.35 - .25 * i], [Math.max(...at) + .04, -.35 - .25 * i]]};
    });
    const side = narrow ? 142 : 220;
    const names = narrow ? {overflow: 'break', lineOverflow: 'truncate', height: 24, lineHeight: 12, fontSize: 11} : {overflow: 'truncate', fontSize: 12};
    return {...base([
      {type: 'lines', coordinateSystem: 'cartesian2d', polyline: true, data: lines, silent: true},
      {type: 'lines', coordinateSystem: 'cartesian2d', polyline: true, data: bars, silent: true, lineStyle: {width: 6, color: t.text, opacity: .85, cap: 'round'}},
      {type: 'lines', coordinateSystem: 'cartesian2d', polyline: true, silent: true, lineStyle: {width: 3, color: t.faint, opacity: 1},
        data: [{coords: [[1, 1.2], [Math.min(k, 1 + r.difference), 1.2]]}]},
      {type: 'scatter', data: labels, clip: false, symbolSize: .01, silent: true, label: {show: true, color: t.text, width: side - 12, ...names}},
      {type: 'scatter', data: [[1, 1.2]], symbolSize: .01, silent: true,
        label: {show: true, color: t.faint, position: [0, -18], formatter: 'critical difference ' + short(r.difference, 3), align: 'left'}}
    ], {legend: false}), toolbox: {show: false}, tooltip: {show: false}, grid: {left: side, right: side, top: 50, bottom: 8},
      xAxis: axis('mean rank', {x: true, min: 1, max: k, position: 'top', interval: 1, nameGap: 8, name: 'mean rank', nameLocation: 'end', axisLine: {onZero: true, lineStyle: {color: t.text}}, splitLine: {show: false}}),
      yAxis: {type: 'value', show: false, min: -half - .8 - .25 * r.cliques.length, max: 2}};
  };
  const caption = 'Mean ranks of the variants over ' + r.problems + ' problems (1 is best), by the median over seeds on each. Bars join variants that Nemenyi’s test does'
    + ' not distinguish at level 0.05. Friedman’s test in the form of Iman and Davenport: p = ' + short(r.p, 2) + '.' + (r.incomplete.length ? ' Left out because some variants have no result: ' + r.incomplete.join(', ') + '.' : '');
  return [headline('Ranks across problems'), gallery('ranks', [figure('ranks', 'Critical-difference diagram', caption, option, {height: 130 + 24 * half + 8 * r.cliques.length, full: 'Ranks across problems: mean ranks by ' + data.metrics[0].name})], true)];
});

/** More bands than this would hide one another. */
const FEW_BANDS = 4;
view('profile', () => {
  const p = data.profile;
  if (!p) { return []; }
  const most = p.steps.flat().reduce((a, b) => Math.max(a, b), 2) * 1.1;
  const option = (width) => {
    const shown = p.steps.map((steps, v) => ({steps, v})).filter((s) => present(s.v));
    const bands = shown.length > FEW_BANDS ? [] : shown.filter(({v}) => p.bands[v].length).map(({v}) => {
      const area = p.bands[v].flatMap(([tau, low, high], i, all) => [[tau, low, high], [i + 1 < all.length ? all[i + 1][0] : most, low, high]]);
      return band(data.variants[v], area, hue(v));
    });
    const series = shown.map(({steps, v}) => {
      const points = [[1, 0]];
      steps.forEach((tau, i) => points.push([tau, (i + 1) / p.instances]));
      points.push([most, steps.length / p.instances]);
      return {type: 'line', step: 'end', name: data.variants[v], data: points, showSymbol: false, symbol: mark(v), color: hue(v), emphasis: {focus: 'series'},
        lineStyle: {width: 2, color: hue(v), type: dash(v)}, itemStyle: {color: hue(v)}};
    });
    return {...base([...series, ...bands], {width}), xAxis: axis('cost relative to the cheapest', {x: true, type: 'log', min: 1, max: most}), yAxis: yAxis('share solved', {min: 0, max: 1}),
      tooltip: {...base([]).tooltip, trigger: 'item'}};
  };
  const got = p.aimed ? 'reaches ' + p.metric : 'makes ' + 100 * p.share + '% of the improvement to the best validation ' + p.metric + ' of any variant';
  const caption = 'Share of ' + p.instances + ' instances (a problem with a seed) in which a variant ' + got + ' for at most this multiple of the ' + p.cost
    + ' of the cheapest variant. A run that does not get there costs infinitely much.' + (p.steps.length > FEW_BANDS ? '' : ' Bands: 95% confidence intervals of the share.');
  return [headline('Performance profile'), gallery('profile', [figure('profile', p.aimed ? 'Cost to reach the target' : 'Cost to improve', caption, option, {full: 'Performance profile: ' + (p.aimed ? 'cost to reach the target' : 'cost to improve')})], true)];
});
