/** All charts that the page shows or has shown. Each is redrawn when the data, the theme, the hidden variants or its own settings change. */
const charts = [];

/**
 * A framed chart. The same key gives the same chart.
 *
 * @param key its section and title
 * @param option a function that gives the library's option for the present data, theme and selection
 * @param full the title where the headings of the page are missing: in saved images
 */
function figure(key, title, caption, option, {height = 340, controls = [], full = title} = {}) {
  const chart = keep('figure ' + key, () => frame(key, title));
  Object.assign(chart, {option, height, full});
  if (!chart.made) { chart.box.style.height = height + 'px'; }
  chart.box.setAttribute('aria-label', title + '. ' + caption);
  chart.caption.textContent = caption;
  place(chart.bar, controls);
  if (chart.made) { draw(chart); }
  return chart.all;
}
function frame(key, title) {
  const chart = {key, title, box: el('div', {class: 'chart', role: 'img'}), bar: el('div', {class: 'bar'}), caption: el('figcaption')};
  const save = el('span', {class: 'save'}, ...['PNG', 'SVG'].map((kind) =>
    el('button', {type: 'button', title: 'save as ' + kind, 'aria-label': 'save ' + title + ' as ' + kind, onclick: () => saveAs(chart, kind)}, kind)));
  chart.all = el('figure', {}, el('header', {}, el('h3', {}, title), save), chart.bar, chart.box, chart.caption);
  charts.push(chart);
  near.observe(chart.box);
  return chart;
}

/** Merges the option into the chart, so that a zoom stays; the series are replaced. */
function draw(chart) {
  if (!chart.made) {
    chart.made = echarts.init(chart.box, null, {renderer: 'svg'});
    chart.made.on('legendselectchanged', toggle);
  }
  const {rows, ...option} = chart.option(chart.box.clientWidth || 460);
  const height = chart.height + rows * ROW + 'px';
  if (chart.box.style.height !== height) {
    chart.box.style.height = height;
    chart.made.resize();
  }
  chart.made.setOption(option, {replaceMerge: ['series']});
}
function redraw() {
  charts.filter((c) => c.made && c.box.isConnected).forEach(draw);
  document.querySelectorAll('[data-switch]').forEach((b) => b.setAttribute('aria-pressed', !hidden.has(+b.dataset.switch)));
}

/** A variant that is hidden in one chart is hidden in all. */
function toggle(e) {
  const v = data.variants.indexOf(e.name);
  if (v < 0) { return; }
  chosen = true;
  if (e.selected[e.name]) { hidden.delete(v); } else { hidden.add(v); }
  redraw();
}

/** Height of the title in a saved image. */
const TITLE_HEIGHT = 46;
function image(chart, kind, width = chart.box.clientWidth || 900) {
  const {rows, ...option} = chart.option(width);
  const room = el('div', {style: 'position:absolute;left:-9999px;width:' + width + 'px;height:' + (chart.height + rows * ROW + TITLE_HEIGHT) + 'px'});
  document.body.append(room);
  const copy = echarts.init(room, null, {renderer: kind === 'SVG' ? 'svg' : 'canvas'});
  copy.setOption({...option, animation: false, toolbox: {show: false}, title: imageTitle(chart, width), grid: {...option.grid, top: option.grid.top + TITLE_HEIGHT},
    ...(option.parallel ? {parallel: {...option.parallel, top: option.parallel.top + TITLE_HEIGHT}} : {})});
  const url = kind === 'SVG' ? vector(copy, room) : copy.getDataURL({type: 'png', pixelRatio: 3, backgroundColor: theme().ground});
  copy.dispose();
  room.remove();
  return url;
}
/** Keys of charts that show all problems or name their own. */
const ONCE = /^(ranks|profile|landscape)\b/;
/** The title of a chart, over the name of the suite, and of the problem that the chart shows. */
function imageTitle(chart, width) {
  const t = theme();
  const text = chart.full;
  const suite = data.title + (data.problems.length > 1 && !ONCE.test(chart.key) ? ': ' + data.problems[choice.problem] : '');
  const style = {width: width - 24, overflow: 'truncate'};
  return {text, subtext: suite, left: 12, top: 8, itemGap: 8, textStyle: {...style, color: t.text, fontSize: 15, fontWeight: 600},
    subtextStyle: {...style, color: t.faint, fontSize: 12}};
}
/** Taken from the document: the library's own SVG text does not escape names, and is then not XML. */
function vector(chart, room) {
  chart.getZr().flush();
  const svg = room.querySelector('svg').cloneNode(true);
  const ground = document.createElementNS(svg.namespaceURI, 'rect');
  Object.entries({width: '100%', height: '100%', fill: theme().ground}).forEach(([name, value]) => ground.setAttribute(name, value));
  svg.prepend(ground);
  return 'data:image/svg+xml;charset=UTF-8,' + encodeURIComponent(new XMLSerializer().serializeToString(svg));
}
const fileName = (text) => text.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^-+|-+$/g, '');
function saveAs(chart, kind) {
  el('a', {href: image(chart, kind), download: fileName(data.title + ' ' + chart.key) + '.' + kind.toLowerCase()}).click();
}

/** Height of one line of the legend, which is added to the height of the chart. */
const ROW = 19;
const WHOLE = 'path://M1,6 L1,1 L6,1 M10,1 L15,1 L15,6 M15,10 L15,15 L10,15 M6,15 L1,15 L1,10';
/** What all charts share. Every option has all keys, because a key that is left out would keep its old value. */
function base(series, {names = data.variants, legend = true, width = 460, mark = 22} = {}) {
  const t = theme();
  const used = new Set(series.map((s) => s.name));
  const listed = names.filter((n) => used.has(n));
  const many = listed.length > 16;
  const room = listed.map((n) => Math.min(n.length * 6.6, 250) + 20 + mark);
  let rows = 1;
  room.reduce((x, w) => { if (x + w > width && x > 0) { rows++; return w; } return x + w; }, 0);
  rows = !legend || listed.length < 2 ? 0 : many ? 1 : rows;
  return {
    rows,
    animation: false,
    textStyle: {color: t.text, fontFamily: 'system-ui, "Segoe UI", Roboto, sans-serif'},
    legend: {show: rows > 0, data: listed, bottom: 0, left: 'center', type: many ? 'scroll' : 'plain', itemHeight: 9, itemWidth: mark, icon: undefined,
      textStyle: {color: t.text, width: 250, overflow: 'truncate'}, inactiveColor: t.faint + '88', pageTextStyle: {color: t.faint},
      selected: Object.fromEntries(listed.map((n) => [n, !hidden.has(data.variants.indexOf(n))]))},
    grid: {left: 12, right: 22, top: 30, bottom: 26 + rows * ROW, containLabel: true},
    toolbox: {show: !printing, right: 0, top: -6, itemSize: 12, iconStyle: {borderColor: t.faint}, emphasis: {iconStyle: {borderColor: t.text}},
      feature: {dataZoom: {title: {zoom: 'zoom into a region', back: 'back'}, filterMode: 'none', brushStyle: {color: '#88888833'}},
        myWhole: {title: 'reset zoom', icon: WHOLE, onclick: (model, api) => api.dispatchAction({type: 'dataZoom', start: 0, end: 100})}}},
    tooltip: {confine: true, backgroundColor: t.ground, borderColor: t.rule, textStyle: {color: t.text, fontSize: 12}, valueFormatter: (v) => short(v)},
    series: series.map((s) => ({zlevel: 0, ...s})) // without it the library reports an error for marks under the pointer
  };
}

function axis(name, extra = {}) {
  const t = theme();
  const isX = extra.x;
  return {type: 'value', min: null, max: null, interval: null, minInterval: null, name, nameLocation: 'middle', nameGap: isX ? 26 : 46, scale: true, nameTextStyle: {color: t.faint},
    axisLine: {onZero: false, lineStyle: {color: t.rule}}, axisLabel: {color: t.faint, hideOverlap: true, formatter: (v) => short(v, 3)},
    splitLine: {lineStyle: {color: t.rule, opacity: .5}}, axisTick: {show: false}, minorTick: {show: false}, ...extra};
}
/** Values further below the largest are cut off: they would squeeze everything else. */
const MOST_DECADES = 24;
/** So are values this far above where most lines begin: those of a run that diverges would hide all others. */
const DECADES_ABOVE_START = 6;
/**
 * How y values are drawn: linearly or as logarithms. The library's own logarithmic axis rounds values below 1e-10 to zero, so
 * exponents are drawn on a linear axis and labelled as powers.
 *
 * @param starts the first value of each line, if values far above them are to be cut off
 */
function heights(log, values, starts = []) {
  if (!log) { return {to: (v) => v, back: (v) => v, axis: {}}; }
  const size = values.filter((v) => v > 0).map(Math.log10);
  const first = starts.filter((v) => v > 0).map(Math.log10).sort((a, b) => a - b);
  const cut = first.length ? first[first.length >> 1] + DECADES_ABOVE_START : Infinity;
  const high = Math.ceil(Math.min(cut, size.reduce((a, b) => Math.max(a, b), -Infinity)));
  const low = Math.max(Math.min(high - 1, Math.floor(size.reduce((a, b) => Math.min(a, b), Infinity))), high - MOST_DECADES);
  return {to: Math.log10, back: (v) => 10 ** v, axis: {min: low, max: high, minInterval: 1,
    axisLabel: {color: theme().faint, hideOverlap: true, formatter: (v) => short(10 ** v, 3)}}};
}
/** The title of a y axis is above it, where it takes no width on a phone. */
const yAxis = (name, extra = {}) => axis(name, {nameLocation: 'end', nameGap: 10, nameTextStyle: {color: theme().faint, align: 'left', padding: [0, 0, 0, -30]}, ...extra});

/** The area between two curves as a polygon; points are x, low, high. */
function band(name, points, color, z = 1) {
  return {type: 'custom', name, silent: true, clip: true, z, itemStyle: {color}, tooltip: {show: false}, data: points, encode: {x: 0, y: [1, 2]},
    renderItem: (params, api) => {
      if (params.dataIndexInside !== 0) { return null; }
      const ends = [...points.map((p) => api.coord([p[0], p[2]])), ...points.map((p) => api.coord([p[0], p[1]])).reverse()];
      return {type: 'polygon', shape: {points: ends}, style: {fill: color, opacity: .16}};
    }};
}

/** Intervals as thin vertical lines; points are x, low, high. */
function whiskers(name, points, color) {
  return {type: 'custom', name, silent: true, clip: true, itemStyle: {color}, tooltip: {show: false}, data: points, encode: {x: 0, y: [1, 2]},
    renderItem: (params, api) => {
      const a = api.coord([api.value(0), api.value(1)]);
      const b = api.coord([api.value(0), api.value(2)]);
      return {type: 'line', shape: {x1: a[0], y1: a[1], x2: b[0], y2: b[1]}, style: {stroke: color, lineWidth: 1.2, opacity: .7}};
    }};
}

// Charts are created when they come near the viewport, so that a long page opens at once; before printing, all of them are.
const near = new IntersectionObserver((entries) => entries.filter((e) => e.isIntersecting).forEach((e) => {
  near.unobserve(e.target);
  draw(charts.find((c) => c.box === e.target));
}), {rootMargin: '600px'});
new ResizeObserver(() => charts.filter((c) => c.made && c.box.clientWidth).forEach((c) => {
  c.made.resize();
  draw(c);
})).observe(page);
const resprayed = () => document.querySelectorAll('.swatch').forEach((s) => { s.style.borderTopColor = hue(+s.dataset.variant); });
darkness.addEventListener('change', () => { resprayed(); redraw(); });
function print(on) {
  printing = on;
  charts.filter((c) => c.box.isConnected).forEach((c) => {
    draw(c);
    c.made.resize(on ? {width: Math.min(c.box.clientWidth || 660, 660)} : {width: 'auto'});
  });
  resprayed();
}
matchMedia('print').addEventListener('change', (e) => print(e.matches));
addEventListener('beforeprint', () => print(true));
addEventListener('afterprint', () => print(false));
