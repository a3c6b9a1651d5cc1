// Weights of first layers as tiles, the last hidden layer as points, and the loss on lines between networks.
/** Colors of the most negative, of no and of the most positive weight. */
const SIGNED = {light: [[33, 102, 172], [255, 255, 255], [178, 24, 43]], dark: [[95, 176, 240], [27, 31, 37], [255, 122, 92]]};
/** Minimum width of the image in screen pixels, so that it stays sharp when enlarged. */
const SHARP = 900;
const bytes = (text) => Int8Array.from(atob(text), (c) => c.charCodeAt(0));
const keptFrom = (p) => 'Seed ' + p.seed + ', after step ' + p.step + '. ';

/** The tiles in rows and columns, one pixel apart. */
function tileLayout(p, count) {
  const columns = Math.min(count, Math.max(1, Math.round(Math.sqrt(1.2 * count * (p.rows + 1) / (p.cols + 1)))));
  return {columns, width: columns * (p.cols + 1) + 1, height: Math.ceil(count / columns) * (p.rows + 1) + 1};
}
function tileCanvas(p, values, layout) {
  const [low, zero, high] = SIGNED[theme().name];
  const small = el('canvas', {width: layout.width, height: layout.height});
  const pen = small.getContext('2d');
  const image = pen.createImageData(layout.width, layout.height);
  values.forEach((v, i) => {
    const tile = Math.floor(i / (p.rows * p.cols));
    const within = i % (p.rows * p.cols);
    const x = tile % layout.columns * (p.cols + 1) + 1 + within % p.cols;
    const y = Math.floor(tile / layout.columns) * (p.rows + 1) + 1 + Math.floor(within / p.cols);
    const end = v < 0 ? low : high;
    image.data.set([...zero.map((z, c) => Math.round(z + (end[c] - z) * Math.abs(v) / 127)), 255], 4 * (y * layout.width + x));
  });
  pen.putImageData(image, 0, 0);
  const times = Math.max(1, Math.ceil(SHARP / layout.width));
  const large = el('canvas', {width: layout.width * times, height: layout.height * times});
  const brush = large.getContext('2d');
  brush.imageSmoothingEnabled = false;
  brush.fillStyle = theme().rule;
  brush.fillRect(0, 0, large.width, large.height);
  brush.drawImage(small, 0, 0, large.width, large.height);
  return large;
}

function tileFigure(p) {
  const values = bytes(p.values);
  const count = values.length / (p.rows * p.cols);
  const layout = tileLayout(p, count);
  const option = () => {
    const canvas = tileCanvas(p, values, layout);
    const renderItem = (params, api) => {
      const {x, y, width, height} = params.coordSys;
      const size = Math.min(width / layout.width, height / layout.height);
      const w = size * layout.width;
      return {type: 'image', style: {image: canvas, x: x + (width - w) / 2, y, width: w, height: size * layout.height}};
    };
    return {...base([{type: 'custom', name: 'weights', silent: true, data: [[0, 0]], renderItem, tooltip: {show: false}}], {legend: false}),
      toolbox: {show: false}, grid: {left: 6, right: 6, top: 6, bottom: 6}, xAxis: axis('', {x: true, show: false, min: -1, max: 1}), yAxis: axis('', {show: false, min: -1, max: 1})};
  };
  const what = p.kernels ? (count < p.units ? 'First ' + count + ' of ' + p.units : p.units) + ' kernels'
    : (count < p.units ? 'First ' + count + ' of ' + p.units : p.units) + ' units, each with the weights of its inputs in their places';
  const name = data.cells[p.cell].name;
  return figure('weights ' + name, name, what + ' (' + p.array + '). ' + keptFrom(p) + 'Blue is negative, red is positive; the strongest color is ' + short(p.scale, 3) + '.', option,
    {height: 320, full: 'Weights of the first layer: ' + name});
}

function hiddenFigure(p) {
  const share = (i) => 'component ' + (i + 1) + ' (' + short(100 * p.explained[i], 3) + '% of the variance)';
  const option = (width) => {
    const series = p.classes.map((name, c) => ({type: 'scatter', name, symbol: mark(Math.floor(c / 8)), symbolSize: 6, color: hue(c), itemStyle: {color: hue(c), opacity: .75},
      data: p.labels.flatMap((label, i) => label === c ? [[p.x[i], p.y[i]]] : []), tooltip: {formatter: safe(name)}}));
    return {...base(series, {names: p.classes, width, mark: 12}), xAxis: axis(share(0), {x: true}), yAxis: yAxis(share(1)), tooltip: {...base([]).tooltip, trigger: 'item'}};
  };
  const name = data.cells[p.cell].name;
  return figure('hidden ' + name, name, p.labels.length + ' test examples by class, on the plane in which the outputs of the last hidden layer vary most. ' + keptFrom(p), option,
    {height: 380, full: 'Hidden layer: ' + name});
}

view('weights', () => {
  const here = (p) => data.cells[p.cell].problem === choice.problem && present(data.cells[p.cell].variant) && !hidden.has(data.cells[p.cell].variant);
  const {tiles, hidden: points, slices, notes} = data.weights || {tiles: [], hidden: [], slices: [], notes: []};
  const slice = (set) => {
    const lines = slices.filter((s) => s[set].length && data.cells[s.cell].problem === choice.problem);
    if (!lines.length) { return []; }
    const first = data.cells[lines[0].from].name;
    return [pointFigure('slices', (set === 'training' ? 'Training' : 'Validation') + ' loss', 'On the straight line from the weights of ' + first + ', t = 0, to those of each other cell, t = 1. Mean over ' + lines[0].examples[set] + ' ' + set + ' examples of seed ' + lines[0].seed + '; hidden units are not aligned.',
      lines.map((s) => ({cell: s.cell, points: s[set]})), {x: 't', quantity: 'loss'})];
  };
  const between = [...slice('training'), ...slice('validation')];
  const section = (id, title, list, draw) => list.length ? [headline(title), bar(id, ...problemPick(id), ...bulk(id)), gallery(id, list.filter(here).map(draw))] : [];
  return [...section('tiles', 'Weights of the first layer', tiles, tileFigure), ...section('hidden', 'Hidden layer', points, hiddenFigure),
    ...(between.length ? [headline('Between networks'), bar('slices', ...problemPick('slices'), ...bulk('slices')), gallery('slices', between)] : []),
    ...notes.map((n) => words('note on weights ' + n, 'p', {class: 'small'}, n))];
});
