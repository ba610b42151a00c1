// New calls come to the top of the history by themselves. The filter is posted, because it may hold a number: so this is fetch, not EventSource.
(function () {
  'use strict';

  var state = document.getElementById('live');
  if (!state || !window.htmx || !window.ReadableStream) return;
  var pill = document.getElementById('pill');
  var status = document.getElementById('status');
  var most = 200;         // rows that a page left open keeps
  var firstRetry = 500;   // ms
  var lastRetry = 10000;  // ms
  var waiting = [];       // rows held back while the reader is further down, newest first
  var uncounted = 0;      // calls that came too fast to be sent one by one
  var isPaged = false;
  var stop = null;
  var retry = firstRetry;
  var said = 0;

  function rows() { return document.getElementById('rows'); }

  function say(isOn) {
    state.className = 'live ' + (isOn ? 'on' : 'off');
    state.querySelector('.words').textContent = isOn ? state.dataset.on : state.dataset.off;
  }

  function follow() {
    if (stop) stop.abort();
    var mine = stop = new AbortController();
    fetch('/calls/live', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(window.gudokFilter()),
      signal: mine.signal
    }).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      say(true);
      retry = firstRetry;
      return read(answer.body.getReader(), mine);
    }).catch(function () { }).then(function () {
      if (mine.signal.aborted) return;
      say(false);
      setTimeout(function () { if (mine === stop) follow(); }, retry);
      retry = Math.min(lastRetry, retry * 2);
    });
  }

  function read(reader, mine) {
    var decoder = new TextDecoder();
    var rest = '';
    return reader.read().then(function take(part) {
      if (part.done || mine.signal.aborted) return;
      rest += decoder.decode(part.value, { stream: true });
      var end;
      while ((end = rest.indexOf('\n\n')) >= 0) {
        handle(rest.slice(0, end));
        rest = rest.slice(end + 2);
      }
      return reader.read().then(take);
    });
  }

  function handle(block) {
    var name = null;
    var data = [];
    block.split('\n').forEach(function (line) {
      if (line.startsWith('event: ')) name = line.slice(7);
      else if (line.startsWith('data: ')) data.push(line.slice(6));
      else if (line === 'data:' || line === 'data: ') data.push('');
    });
    if (name === 'rows') add(parse(data.join('\n')));
    else if (name === 'changed') parse(data.join('\n')).forEach(change);
    else if (name === 'more') { uncounted += Number(data[0]); show(); }
  }

  function parse(html) {
    var template = document.createElement('template');
    template.innerHTML = '<table><tbody>' + html + '</tbody></table>';
    return Array.from(template.content.querySelectorAll('tr.call'));
  }

  function change(row) {
    var old = document.getElementById(row.id);
    if (old) { exchange(old, row); return; }
    waiting = waiting.map(function (held) { return held.id === row.id ? row : held; });
  }

  // Whoever stands in the row by keyboard stays at the same link.
  function exchange(old, row) {
    var links = Array.from(old.querySelectorAll('a, button, summary'));
    var at = links.indexOf(document.activeElement);
    old.replaceWith(row);
    if (at < 0) return;
    var same = row.querySelectorAll('a, button, summary')[at];
    if (same) same.focus({ preventScroll: true });
  }

  function add(fresh) {
    fresh = fresh.filter(function (row) {
      return !document.getElementById(row.id) && !waiting.some(function (held) { return held.id === row.id; });
    });
    if (fresh.length === 0) return;
    waiting = fresh.concat(waiting).slice(0, most);
    show();
  }

  function show() {
    if (waiting.length === 0 && uncounted === 0) { pill.hidden = true; return; }
    if (!rows() || uncounted > 0 || isPaged || window.scrollY > 160) {
      pill.textContent = pill.dataset.text + ' ' + (waiting.length + uncounted);
      pill.hidden = false;
      return;
    }
    insert();
  }

  function insert() {
    var table = rows();
    var count = waiting.length;
    table.closest('table').classList.remove('empty');
    document.querySelectorAll('#calls .nothing').forEach(function (nothing) { nothing.remove(); });
    waiting.slice().reverse().forEach(function (row) {
      row.classList.add('fresh');
      table.prepend(row);
    });
    waiting = [];
    pill.hidden = true;
    trim(table);
    announce(count);
  }

  // A page left open all day must not grow: old rows go, and "older" brings them back from where the page now ends.
  function trim(table) {
    var all = table.querySelectorAll('tr.call');
    for (var index = all.length - 1; index >= most; index--) all[index].remove();
    if (all.length <= most) return;
    var last = all[most - 1].id.slice('call-'.length);
    var older = table.querySelector('.more a');
    if (older) older.setAttribute('hx-vals', JSON.stringify({ cursor: last }));
  }

  // A screen reader hears a count now and then, not every row.
  function announce(count) {
    var now = Date.now();
    if (now - said < 10000) return;
    said = now;
    status.classList.remove('bad');
    var words = document.createElement('span');
    words.className = 'unseen';
    words.textContent = pill.dataset.text + ' ' + count;
    status.replaceChildren(words);
  }

  pill.addEventListener('click', function () {
    window.scrollTo({ top: 0 });
    if (!isPaged && uncounted === 0) { insert(); return; }
    htmx.trigger(document.getElementById('filter'), 'submit');
  });

  window.addEventListener('scroll', function () {
    if (window.scrollY <= 160 && !isPaged && uncounted === 0 && waiting.length > 0) insert();
  }, { passive: true });

  document.body.addEventListener('htmx:afterSwap', function (event) {
    if (event.detail.target.id === 'calls') {
      isPaged = false;
      waiting = [];
      uncounted = 0;
      pill.hidden = true;
      follow();
    } else if (event.detail.target.matches('tr.more')) {
      isPaged = true;
    }
  });

  window.addEventListener('pagehide', function () { if (stop) stop.abort(); });
  window.addEventListener('pageshow', function (event) { if (event.persisted) follow(); });
  // The address of a page may begin in the middle of the list.
  isPaged = new URLSearchParams(location.search).has('cursor');
  follow();
})();
