// Stores all charts as pictures in the document, for the command that opened it.
const PICTURE_WIDTH = 900;
(data.problems.length > 1 ? data.problems : ['']).forEach((name, p) => {
  choice.problem = p;
  show();
  charts.filter((c) => c.box.isConnected && (p === 0 || !ONCE.test(c.key))).forEach((c) => document.body.append(el('i', {hidden: '', 'data-name': fileName(c.key + (ONCE.test(c.key) ? '' : ' ' + name)),
    'data-url': image(c, document.documentElement.dataset.kind, PICTURE_WIDTH)})));
});
