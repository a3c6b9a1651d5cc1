/** The quantities measured during training, by kind, with a chart for each layer. */
const KINDS = {alignment: 'Alignment with the true gradient, degrees', 'weight-angle': 'Angle between weights and feedback, degrees'};
const QUANTITIES = {alignment: 'degrees', 'weight-angle': 'degrees'};
view('probes', () => {
  const kinds = [...new Set(data.probes.charts.map((c) => c.metric.split('/')[0]))];
  return kinds.flatMap((kind) => {
    const controls = bar(kind, ...scalePick(kind), ...problemPick(kind), ...bulk(kind));
    const text = KINDS[kind] || kind.replaceAll('-', ' ');
    const title = text.charAt(0).toUpperCase() + text.slice(1);
    const figures = data.probes.charts.filter((c) => c.metric.split('/')[0] === kind && c.lines.some((l) => data.cells[l.cell].problem === choice.problem))
      .map((c) => {
        const part = c.metric.split('/')[1] || 'whole network';
        return curveFigure(kind, part, '', c, data.probes.grids, {quantity: QUANTITIES[kind] || kind.replaceAll('-', ' '), full: title + ': ' + part});
      });
    return [headline(title), words('about ' + kind, 'p', {class: 'small'}, overSeeds(false)), controls, gallery(kind, figures)];
  });
});
