// The password of an export by passkey: the second factor is shown once more, and the section comes back with the password in it.
(function () {
  'use strict';

  var canAsk = Boolean(window.PublicKeyCredential && PublicKeyCredential.parseRequestOptionsFromJSON);
  function reveal() {
    if (canAsk) document.querySelectorAll('[data-passkey-again]').forEach(function (button) { button.hidden = false; });
  }
  reveal();
  document.body.addEventListener('htmx:afterSettle', reveal);

  function send(address, body) {
    return fetch(address, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer;
    });
  }

  document.body.addEventListener('click', function (event) {
    var button = event.target.closest('[data-passkey-again]');
    if (!button) return;
    button.disabled = true;
    send('/sign-in/passkey/options', {}).then(function (answer) { return answer.json(); }).then(function (asked) {
      return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked.options) })
        .then(function (credential) { return send(button.dataset.passkeyAgain, { handle: asked.handle, credential: credential.toJSON() }); });
    }).then(function (answer) { return answer.text(); }).then(function (html) {
      var section = document.getElementById('export');
      section.outerHTML = html;
      htmx.process(document.getElementById('export'));
    }).catch(function () {
      button.disabled = false;
      document.getElementById('status').textContent = button.dataset.failed;
    });
  });
})();
