// What the pages need of scripts beyond htmx: the reader's zone and theme, searches as JSON, the ladder's keys.
(function () {
  'use strict';

  var page = document.documentElement;
  page.classList.add('js');

  function remember(name, value) {
    document.cookie = name + '=' + encodeURIComponent(value) + '; path=/; max-age=31536000; samesite=lax';
  }

  function recall(name) {
    var found = document.cookie.split('; ').find(function (pair) { return pair.startsWith(name + '='); });
    return found ? decodeURIComponent(found.slice(name.length + 1)) : null;
  }

  // Times are written in the reader's zone by the server, which cannot know it at the first visit.
  var zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && recall('gudok-zone') !== zone) {
    remember('gudok-zone', zone);
    if (recall('gudok-zone') === zone && document.querySelector('time')) location.reload();
  }

  var theme = document.querySelector('.theme');
  if (theme) theme.addEventListener('click', function () {
    var isDark = page.dataset.theme ? page.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    page.dataset.theme = isDark ? 'light' : 'dark';
    remember('gudok-theme', page.dataset.theme);
  });

  if (window.htmx) {
    // The portal takes JSON of its own pages and nothing else.
    htmx.defineExtension('gudok-json', {
      onEvent: function (name, event) {
        if (name === 'htmx:configRequest') event.detail.headers['Content-Type'] = 'application/json';
      },
      encodeParameters: function (xhr, parameters) {
        return JSON.stringify(fieldsOf(parameters));
      }
    });
    // Only now is it certain that the form is sent as JSON: in an address the number would stay in histories and logs.
    var number = document.getElementById('number');
    if (number) { number.name = 'number'; number.disabled = false; }
  }

  function fieldsOf(parameters) {
    var fields = {};
    parameters.forEach(function (value, name) {
      if (value === '') return;
      if (name in fields) fields[name] = [].concat(fields[name], value);
      else fields[name] = value;
    });
    return fields;
  }

  window.gudokFilter = function () {
    var form = document.getElementById('filter');
    return form ? fieldsOf(new FormData(form)) : {};
  };

  var form = document.getElementById('filter');
  var status = document.getElementById('status');
  if (form && window.htmx) {
    form.querySelectorAll('.presets a').forEach(function (preset) {
      preset.addEventListener('click', function (event) {
        event.preventDefault();
        form.elements.from.value = preset.dataset.from;
        form.elements.to.value = preset.dataset.to;
        htmx.trigger(form, 'submit');
      });
    });
    form.addEventListener('submit', function (event) { event.preventDefault(); });
  }

  document.body.addEventListener('htmx:afterRequest', function (event) {
    if (!status) return;
    status.classList.toggle('bad', !event.detail.successful);
    status.textContent = event.detail.successful ? '' : reasonOf(event.detail.xhr);
  });

  function reasonOf(xhr) {
    try {
      var problem = JSON.parse(xhr.responseText);
      return [problem.title, problem.detail, problem.code].filter(Boolean).join(' ');
    } catch (broken) {
      return document.getElementById('live') ? document.getElementById('live').dataset.off : String(xhr.status);
    }
  }

  // The ladder: the chosen arrow is marked, arrow keys go to the next one. Choosing itself is a plain link.
  var arrows = Array.from(document.querySelectorAll('.arrow'));
  function mark() {
    var chosen = location.hash || (arrows[0] && arrows[0].getAttribute('href'));
    arrows.forEach(function (arrow) {
      if (arrow.getAttribute('href') === chosen) arrow.setAttribute('aria-current', 'true');
      else arrow.removeAttribute('aria-current');
    });
  }
  if (arrows.length > 0) {
    mark();
    window.addEventListener('hashchange', mark);
    arrows.forEach(function (arrow, index) {
      arrow.addEventListener('click', function (event) {
        // Beside the ladder the message is in sight already: the page should not jump.
        if (!matchMedia('(min-width: 1100px)').matches) return;
        event.preventDefault();
        choose(arrow);
      });
      arrow.addEventListener('keydown', function (event) {
        var next = event.key === 'ArrowDown' ? arrows[index + 1] : event.key === 'ArrowUp' ? arrows[index - 1] : null;
        if (!next) return;
        event.preventDefault();
        next.focus();
      });
    });
  }
  function choose(arrow) {
    var top = window.scrollY;
    location.hash = arrow.getAttribute('href');
    window.scrollTo(0, top);
    arrow.focus({ preventScroll: true });
  }
})();
