// The reader's choices for several charts at once; every section that uses a choice shows the same value.
const choice = {problem: 0, scale: null, cost: null};

/** A drop-down list; options are pairs of a value and a text. */
function pick(section, name, label, options) {
  const list = keep('pick ' + section + ' ' + name, () => el('select', {class: 'pick', 'data-choice': name, onchange: (e) => {
    choice[name] = e.target.selectedIndex >= 0 ? JSON.parse(e.target.value) : null;
    document.querySelectorAll('select[data-choice=' + name + ']').forEach((s) => { s.value = e.target.value; });
    if (name === 'problem') { show(); } // a problem may have charts that others do not have
    redraw();
    charts.filter((c) => c.made).forEach((c) => c.made.dispatchAction({type: 'dataZoom', start: 0, end: 100})); // the zoom was for other axes
  }}));
  const text = JSON.stringify(options);
  if (list.dataset.options !== text) {
    list.dataset.options = text;
    list.replaceChildren(...options.map(([value, shown]) => el('option', {value: JSON.stringify(value)}, shown)));
  }
  list.value = JSON.stringify(choice[name]);
  return keep('label ' + section + ' ' + name, () => el('label', {}, label + ' ', list));
}
const problemPick = (section) => data.problems.length < 2 ? [] : [pick(section, 'problem', 'problem', data.problems.map((p, i) => [i, p]))];

function button(section, text, press) {
  return keep('button ' + section + ' ' + text, () => el('button', {type: 'button', onclick: () => { chosen = true; press(); redraw(); }}, text));
}
const bulk = (section) => data.variants.length < 2 ? [] : [
  button(section, 'show all', () => hidden.clear()),
  button(section, 'hide all', () => showOnly(new Set())),
  ...(crowded() ? [button(section, 'best ' + MOST_AT_FIRST, () => showOnly(best(MOST_AT_FIRST)))] : [])];

const bar = (section, ...controls) => place(keep('bar ' + section, () => el('div', {class: 'bar'})), controls);
const gallery = (section, figures, wide = false) => place(keep('gallery ' + section, () => el('div', {class: wide ? 'figures wide' : 'figures'})), figures);

const cellsShown = () => data.cells.map((c, i) => i).filter((i) => data.cells[i].problem === choice.problem);
const variantName = (i) => data.variants[data.cells[i].variant];
