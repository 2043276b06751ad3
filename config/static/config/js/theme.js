// Light or dark before the first paint. Loaded in the head, not deferred. The system decides unless the user chose.
(() => {
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch { /* storage is closed: the system decides */ }
})();
