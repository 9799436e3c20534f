/* NAP Tracker. Everything works without this file. It adds: character counters, one tab stop
   for the matrix, closing of menus, and the focus on a form's list of errors. */
(function () {
  'use strict';
  var d = document;

  /* character counters */
  d.querySelectorAll('textarea[data-max]').forEach(function (t) {
    var out = d.getElementById(t.id + '_count');
    if (!out) return;
    function count() { out.textContent = out.dataset.text.replace('%n', t.dataset.max - t.value.length); }
    t.addEventListener('input', count);
    count();
  });

  /* matrix: one tab stop, arrow keys follow the eye in both directions. Cells that nobody asked
     for and rows without a report hold no link: they are stepped over */
  d.querySelectorAll('table[data-roving]').forEach(function (t) {
    var rtl = getComputedStyle(t).direction === 'rtl', first = t.querySelector('tbody td a');
    if (!first) return;
    first.tabIndex = 0;
    function link(cell) { return cell && cell.querySelector('a'); }
    function step(from, move, cell) {
      do { from = from[move]; } while (from && !link(cell(from)));
      return from && link(cell(from));
    }
    t.addEventListener('keydown', function (e) {
      var a = e.target.closest('td a'); if (!a) return;
      var c = a.parentNode, r = c.parentNode, i = c.cellIndex, to;
      var along = function (cell) { return cell.tagName === 'TD' && cell; };
      var down = function (row) { return row.cells[i]; };
      var fwd = rtl ? 'ArrowLeft' : 'ArrowRight', back = rtl ? 'ArrowRight' : 'ArrowLeft';
      if (e.key === fwd) to = step(c, 'nextElementSibling', along);
      else if (e.key === back) to = step(c, 'previousElementSibling', along);
      else if (e.key === 'ArrowDown') to = step(r, 'nextElementSibling', down);
      else if (e.key === 'ArrowUp') to = step(r, 'previousElementSibling', down);
      else if (e.key === 'Home') to = r.querySelector('td a');
      else if (e.key === 'End') to = [].slice.call(r.querySelectorAll('td a')).pop();
      if (!to) return;
      e.preventDefault(); a.tabIndex = -1; to.tabIndex = 0; to.focus();
    });
  });

  /* menus close on Escape and on a click elsewhere */
  d.addEventListener('keydown', function (e) {
    if (e.key !== 'Escape') return;
    d.querySelectorAll('details.drop[open]').forEach(function (m) { m.open = false; m.firstElementChild.focus(); });
  });
  d.addEventListener('click', function (e) {
    d.querySelectorAll('details.drop[open]').forEach(function (m) { if (!m.contains(e.target)) m.open = false; });
  });

  /* errors first: the list says what to correct and links to each control */
  var errors = d.querySelector('.note.bad[tabindex]');
  if (errors) errors.focus();
})();
