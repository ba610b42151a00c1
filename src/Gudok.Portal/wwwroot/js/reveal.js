// Whole numbers on a card: hidden again by themselves, copied only after the journal has it.
(function () {
  'use strict';

  function count(shown) {
    var left = Number(shown.dataset.hideAfter);
    var status = shown.parentElement.querySelector('[data-left]');
    var timer = setInterval(function () {
      left -= 1;
      if (!shown.isConnected) { clearInterval(timer); return; }
      if (left > 0) { status.textContent = status.dataset.left.replace('{0}', left); return; }
      clearInterval(timer);
      hide(shown);
    }, 1000);
  }

  function hide(shown) {
    shown.parentElement.querySelector('[data-left]').textContent = shown.dataset.hidden;
    shown.remove();
  }

  function copy(button) {
    var number = button.parentElement.querySelector('.number').textContent;
    button.disabled = true;
    fetch(button.dataset.copied, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' }).then(function (answer) {
      if (!answer.ok) throw new Error('refused');
      return navigator.clipboard.writeText(number);
    }).then(
      function () { button.textContent = button.dataset.done; },
      function () { button.textContent = button.dataset.failed; });
  }

  // htmx leaves the page as it is after a refusal; ours comes as a section that says why.
  document.addEventListener('htmx:beforeSwap', function (event) {
    var type = event.detail.xhr.getResponseHeader('Content-Type') || '';
    if (event.detail.target.id !== 'reveal' || event.detail.xhr.status !== 403 || !type.startsWith('text/html')) return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  });
  ['htmx:responseError', 'htmx:sendError'].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var failed = event.target.closest && event.target.closest('.reveal') && document.querySelector('.reveal [data-failed]:not(button)');
      if (failed) failed.hidden = false;
    });
  });
  document.addEventListener('htmx:afterSwap', function () {
    document.querySelectorAll('.reveal [data-hide-after]:not([data-counting])').forEach(function (shown) {
      shown.dataset.counting = '';
      count(shown);
    });
  });
  document.addEventListener('click', function (event) {
    var button = event.target.closest('.reveal .copy');
    if (button) copy(button);
  });
  // A page that is left is not to come back with numbers on it.
  window.addEventListener('pagehide', function () {
    document.querySelectorAll('.reveal [data-hide-after]').forEach(hide);
  });
})();
