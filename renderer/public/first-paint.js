// Runs before the first paint: sets theme, density and language from the kept layout, so that nothing flashes.
(function () {
  var layout = {};
  try {
    layout = JSON.parse(localStorage.getItem('rapport.layout') || '{}').state || {};
  } catch {
    layout = {};
  }
  var dark =
    layout.theme === 'dark' ||
    (layout.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  var root = document.documentElement;
  root.dataset.theme = dark ? 'dark' : 'light';
  root.dataset.density = layout.density === 'compact' ? 'compact' : 'comfortable';
  root.dataset.nav = layout.navCollapsed ? 'collapsed' : 'open';
  root.lang = layout.language === 'en' ? 'en' : 'zh-CN';
})();
