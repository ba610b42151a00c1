// Evidence with numbers: asked for by a post, so that nothing of it stands in an address, and saved from memory.
(function () {
  'use strict';

  function save(file, name) {
    var link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  function nameOf(answer) {
    var found = /filename="?([\w.-]+)/.exec(answer.headers.get('Content-Disposition') || '');
    return found ? found[1] : 'evidence.zip';
  }

  function take(form) {
    var part = form.closest('.disclose');
    var status = part.querySelector('[data-waiting]');
    var failed = part.querySelector('[data-failed]');
    var button = form.querySelector('button');
    var refused = part.querySelector('.notice.bad:not([data-failed])');
    button.disabled = true;
    failed.hidden = true;
    if (refused) refused.remove();
    status.textContent = status.dataset.waiting;
    return fetch(form.dataset.disclose, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, cache: 'no-store', body: JSON.stringify({ reason: form.elements.reason.value, file: form.elements.file.value })
    }).then(function (answer) {
      var type = answer.headers.get('Content-Type') || '';
      if (answer.ok) return answer.blob().then(function (file) { save(file, nameOf(answer)); status.textContent = status.dataset.done; form.reset(); });
      if (answer.headers.get('HX-Redirect')) location.assign(answer.headers.get('HX-Redirect'));
      if (answer.status !== 403 || !type.startsWith('text/html')) throw new Error(String(answer.status));
      return answer.text().then(function (html) { refuse(part, form, html); });
    }).catch(function () {
      status.textContent = '';
      failed.hidden = false;
    }).then(function () { button.disabled = false; });
  }

  // What was typed stays: only what is missing has to be added.
  function refuse(part, form, html) {
    var typed = [form.elements.file.value, form.elements.reason.value];
    part.outerHTML = html;
    var again = document.querySelector('.disclose form');
    again.elements.file.value = typed[0];
    again.elements.reason.value = typed[1];
  }

  document.addEventListener('submit', function (event) {
    if (!event.target.matches('[data-disclose]')) return;
    event.preventDefault();
    take(event.target);
  });
})();
