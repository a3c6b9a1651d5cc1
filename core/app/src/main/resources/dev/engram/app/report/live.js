// The page asks its server for newer data until the server is gone.
const EVERY_MILLIS = 1000;
/** A busy machine may miss one answer; the server is gone after as many in a row. */
const MOST_MISSES = 3;
let misses = 0;
const liveness = el('span');
const live = el('p', {class: 'live', role: 'status'}, el('span', {class: 'dot'}), liveness);

function tell(state, text) {
  live.dataset.state = state;
  if (liveness.textContent !== text) { liveness.textContent = text; }
}
function status() {
  const left = data.planned - data.runs.rows.length;
  tell(left > 0 ? 'on' : 'done', left > 0 ? 'Live: ' + left + (left === 1 ? ' run' : ' runs') + ' left, ' + (data.underWay || 'none') + ' in progress.' : 'All runs are done.');
}
async function ask() {
  let answer;
  let news;
  try {
    answer = await fetch('data?after=' + data.state, {cache: 'no-store'});
    news = await (answer.status === 200 ? answer.json() : answer.text());
    misses = 0;
  } catch (e) {
    if (++misses < MOST_MISSES) {
      setTimeout(ask, EVERY_MILLIS);
      return;
    }
    tell('off', (unfinished() ? 'No longer live' : 'All runs are done') + ': the command that served this page has ended. The page stays as it is.');
    return;
  }
  if (answer.status === 200) {
    data = news;
    if (crowded() && !chosen) { showOnly(best(MOST_AT_FIRST)); }
    show();
  }
  if (answer.ok) { status(); } else { tell('off', news); }
  setTimeout(ask, EVERY_MILLIS);
}
status();
views.splice(1, 0, {build: () => [live], section: el('section', {id: 'live'})});
show();
setTimeout(ask, EVERY_MILLIS);
