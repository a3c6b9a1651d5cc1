/** The quantities measured during training, by kind, with a chart for each layer. */
const KINDS = {alignment: 'Alignment with the true gradient, degrees', 'weight-angle': 'Angle between weights and feedback, degrees'};
view('probes', () => {
  const kinds = [...new Set(data.probes.charts.map((c) => c.metric.split('/')[0]))];
  return kinds.flatMap((kind) => {
    const controls = bar(kind, ...scalePick(kind), ...problemPick(kind), ...bulk(kind));
    const title = KINDS[kind] || kind.replaceAll('-', ' ');
    const figures = data.probes.charts.filter((c) => c.metric.split('/')[0] === kind && c.lines.some((l) => data.cells[l.cell].problem === choice.problem))
      .map((c) => curveFigure(kind, c.metric.split('/')[1] || 'whole network', '', c, data.probes.grids, false));
    return [headline(title.charAt(0).toUpperCase() + title.slice(1)), words('about ' + kind, 'p', {class: 'small'}, overSeeds(false)), controls, gallery(kind, figures)];
  });
});
