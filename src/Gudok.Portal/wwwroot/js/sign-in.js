// Signing in: forms that come back with what is wrong are shown, and passkeys (Web Authentication) are asked for.
(function () {
  'use strict';

  // htmx leaves the page as it is after a refusal; ours comes with a form that says why.
  document.body.addEventListener('htmx:beforeSwap', function (event) {
    var type = event.detail.xhr.getResponseHeader('Content-Type') || '';
    if (event.detail.xhr.status < 400 || event.detail.xhr.status >= 500 || !type.startsWith('text/html')) return;
    if (!document.querySelector('.door, #own-password')) return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  });

  if (!window.PublicKeyCredential || !PublicKeyCredential.parseRequestOptionsFromJSON) return;
  document.querySelectorAll('.needs-passkey').forEach(function (part) { part.hidden = false; });
  var ways = { add: add, first: first, 'sign-in': signIn };
  document.querySelectorAll('[data-passkey]').forEach(function (button) {
    button.addEventListener('click', function () {
      button.disabled = true;
      ways[button.dataset.passkey](button.dataset.to).catch(function () { say(button.dataset.failed); })
        .then(function () { button.disabled = false; });
    });
  });

  function say(text) {
    var place = document.getElementById('passkey-said');
    place.textContent = text;
    place.hidden = false;
  }

  function send(address, body) {
    return fetch(address, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }).then(function (answer) {
      if (!answer.ok) {
        // The session is over, or too old for this: there is a page to go to.
        if (answer.headers.get('HX-Redirect')) location.assign(answer.headers.get('HX-Redirect'));
        throw new Error(String(answer.status));
      }
      return answer;
    });
  }

  function ask(address) { return send(address, {}).then(function (answer) { return answer.json(); }); }

  function finish(address, handle, credential, text) {
    return send(address, { handle: handle, credential: credential.toJSON(), text: text })
      .then(function (answer) { location.assign(answer.headers.get('HX-Redirect') || '/'); });
  }

  function signIn(to) {
    return ask('/sign-in/passkey/options').then(function (asked) {
      return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked.options) })
        .then(function (credential) { return finish('/sign-in/passkey', asked.handle, credential, to); });
    });
  }

  function create(address) {
    return ask(address).then(function (asked) {
      return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked.options) })
        .then(function (credential) { return { handle: asked.handle, credential: credential, name: document.getElementById('passkey-name').value }; });
    });
  }

  function add() {
    return create('/account/passkeys/options').then(function (made) { return finish('/account/passkeys', made.handle, made.credential, made.name); });
  }

  // The second factor of a new account: the recovery codes come in place of both ways to set one up.
  function first(to) {
    return create('/sign-in/setup/passkey/options').then(function (made) {
      return send('/sign-in/setup/passkey?to=' + encodeURIComponent(to), { handle: made.handle, credential: made.credential.toJSON(), text: made.name });
    }).then(function (answer) { return answer.text(); }).then(function (html) {
      document.getElementById('first-passkey').remove();
      document.getElementById('authenticator').outerHTML = html;
    });
  }
})();
