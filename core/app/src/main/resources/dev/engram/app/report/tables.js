/** A table that sorts by its headings and keeps the reader's order when its rows change; only the rows shown are in the document. */
class Sortable {
  constructor(size) {
    this.size = size;
    this.shown = size;
    this.ascending = true;
    this.filter = () => true;
    this.head = el('tr');
    this.body = el('tbody');
    this.count = el('span');
    this.more = el('button', {type: 'button', onclick: () => { this.shown += 10 * size; this.fill(); }}, 'Show more');
    this.bar = el('div', {class: 'bar'}, this.count, this.more);
    this.table = el('table', {}, el('thead', {}, this.head), this.body);
    const scroll = el('div', {class: 'scroll'}, this.table);
    const more = () => scroll.classList.toggle('more', scroll.scrollLeft + scroll.clientWidth < scroll.scrollWidth - 2);
    scroll.addEventListener('scroll', more);
    new ResizeObserver(more).observe(this.table);
    this.all = el('div', {}, scroll, this.bar);
  }

  /** Columns by name, over n rows. */
  update(columns, n, row = () => '') {
    const same = this.columns && columns.map((c) => c.name + !c.number).join('|') === this.columns.map((c) => c.name + !c.number).join('|');
    Object.assign(this, {columns, n, row});
    if (!same) {
      this.heads = columns.map((c, k) => el('th', {scope: 'col', class: c.number ? 'number' : ''},
        el('button', {type: 'button', title: 'sort by ' + c.name, onclick: () => this.sort(k)}, c.name)));
      this.head.replaceChildren(...this.heads);
      this.sorted = columns.some((c) => c.name === this.sorted) ? this.sorted : null;
      this.point();
    }
    this.fill();
    return this.all;
  }

  sort(k) {
    const c = this.columns[k];
    this.ascending = this.sorted === c.name ? !this.ascending : !(c.direction > 0); // best first
    this.sorted = c.name;
    this.point();
    this.fill();
  }

  /** Shows which column sorts, and how. */
  point() {
    this.heads.forEach((h, k) => this.columns[k].name === this.sorted ? h.setAttribute('aria-sort', this.ascending ? 'ascending' : 'descending')
      : h.removeAttribute('aria-sort'));
  }

  compare(c, i, j) {
    if (!c.number) { return (this.ascending ? 1 : -1) * String(c.text(i)).localeCompare(String(c.text(j)), 'en', {numeric: true}); }
    const none = (v) => v === null || v === undefined;
    const a = c.number(i);
    const b = c.number(j);
    return none(a) || none(b) ? none(a) - none(b) : (this.ascending ? 1 : -1) * (a - b); // rows without a number are last in either order
  }

  refill(filter) {
    this.filter = filter;
    this.shown = this.size;
    this.fill();
  }

  fill() {
    const rows = Array.from({length: this.n}, (_, i) => i).filter(this.filter);
    const by = this.columns.find((c) => c.name === this.sorted);
    if (by) { rows.sort((i, j) => this.compare(by, i, j) || i - j); }
    this.body.replaceChildren(...rows.slice(0, this.shown).map((i) => el('tr', {class: this.row(i)},
      ...this.columns.map((c, k) => el(k ? 'td' : 'th', {...(k ? {} : {scope: 'row'}), class: (c.number ? 'number ' : '') + (c.long ? 'long' : '')},
        ...(c.cell ? c.cell(i) : [String(c.text(i))]))))));
    this.count.textContent = 'First ' + this.shown + ' of ' + rows.length + '.';
    this.bar.style.display = rows.length > this.shown ? '' : 'none';
  }
}
/** A column of the data as a column of a table. */
const tableColumn = (c, long) => ({name: c.name, direction: c.direction, text: (i) => c.text[i], number: c.number && ((i) => c.number[i]), long});
const measuring = document.createElement('canvas').getContext('2d');
/** Space around a text in a cell of a table, and the width of the sign after a heading, in pixels. */
const PADDING = 23;
const SORT_SIGN = 16;
/** The width that a table with these columns takes when no text wraps. */
function tableWidth(columns, n) {
  const style = getComputedStyle(document.body);
  const measure = (weight, text) => {
    measuring.font = weight + ' 13.2px ' + style.fontFamily;
    return measuring.measureText(text).width;
  };
  return columns.map((c) => {
    const texts = Array.from({length: Math.min(n, 200)}, (_, i) => measure(c.long ? 400 : 600, c.long ? '' : String(c.text(i))));
    return PADDING + Math.max(measure(600, c.name) + SORT_SIGN, c.long ? 220 : 0, ...texts);
  }).reduce((a, b) => a + b, 0);
}
/** Room for a table on the page. */
const roomForTables = () => page.clientWidth - 2 * parseFloat(getComputedStyle(page).paddingLeft) - 2;
const sortable = (key, size = Infinity) => keep('table ' + key, () => new Sortable(size));

/** The color and dash of a variant in the charts. */
const swatch = (variant) => el('span', {class: 'swatch', 'data-variant': variant, style: 'border-top: 3px ' + dash(variant) + ' ' + hue(variant)});
const cellName = (i) => [swatch(data.cells[i].variant), data.cells[i].name];
const cellColumn = {name: 'cell', text: (i) => data.cells[i].name, cell: cellName};
