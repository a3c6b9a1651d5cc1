function ways(t, at) {
  return t.paths.filter((p) => present(data.cells[p.cell].variant)).flatMap((p) => {
    const v = data.cells[p.cell].variant;
    const color = hue(v);
    const points = p.points.map((x, k) => ({value: at(x), step: p.steps[k], height: x[x.length - 1]}));
    const say = (d) => safe(variantName(p.cell)) + ', seed ' + p.seed + '<br>step ' + d.data.step + ': (' + p.points[d.dataIndex].slice(0, -1).map((x) => short(x)).join(', ')
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
  return t.points.slice(0, 40).map((p) => ({type: 'scatter', symbol: 'path://' + signs[p.nature], symbolSize: p.nature === 'minimum' ? 22 : 12, z: 7, // above the ends of runs, which remain visible through them
    itemStyle: {color: p.nature === 'maximum' ? theme().text : 'transparent', borderColor: theme().text, borderWidth: 1.4}, data: [at([...p.at, p.value])],
    tooltip: {formatter: p.nature + ' at (' + p.at.map((x) => short(x)).join(', ') + ')<br>value ' + short(p.value)}}));
}
view('landscapes', () => {
  const figures = data.terrain.map((t) => {
    const option = (width) => {
      const dark = theme().name === 'dark';
      const flat = t.box.length === 1;
      const at = (x) => [x[0], x[1]];
      const ground = flat ? [{type: 'line', data: t.curve, showSymbol: false, silent: true, color: theme().faint, lineStyle: {width: 1.5, color: theme().faint}, tooltip: {show: false}}]
        : t.contours.map((c, i) => ({type: 'lines', coordinateSystem: 'cartesian2d', silent: true, z: 1, clip: true, tooltip: {show: false},
          lineStyle: {color: dark ? `hsl(215,30%,${62 - 2.4 * i}%)` : `hsl(215,35%,${45 + 2.8 * i}%)`, width: 1, opacity: .8},
          data: c.segments.map((s) => ({coords: [[s[0], s[1]], [s[2], s[3]]]}))}));
      const heights = flat && t.curve.map((p) => p[1]).filter((v) => v !== null);
      return {...base([...ground, ...ways(t, at), ...marked(t, at)], {width}), tooltip: {...base([]).tooltip, trigger: 'item'},
        xAxis: axis('x0', {x: true, min: t.box[0][0], max: t.box[0][1], splitLine: {show: false}, axisLabel: {showMinLabel: false, showMaxLabel: false, color: theme().faint, formatter: (v) => short(v, 3)}}),
        yAxis: yAxis(flat ? 'value' : 'x1', flat ? {max: Math.max(...heights)} : {min: t.box[1][0], max: t.box[1][1], splitLine: {show: false},
          axisLabel: {showMinLabel: false, showMaxLabel: false, color: theme().faint, formatter: (v) => short(v, 3)}})};
    };
    const natures = [...new Set(t.points.map((p) => p.nature))].map((n) => ({minimum: '★ minimum', saddle: '× saddle', maximum: '▲ maximum'}[n]));
    return figure('landscape ' + t.name, 'Paths on ' + t.name.replace(/^\{(.*)\}$/, '$1'), (t.contours ? 'Contour lines, with smaller steps near the minimum. ' : '') + natures.join(', ') + (natures.length ? '. ' : '')
      + 'A large mark is the end of a run.', option, {height: 520});
  });
  return figures.length ? [headline('Paths over the landscape'), bar('landscapes', ...bulk('landscapes')), gallery('landscapes', figures, true)] : [];
});
