// [data-browser-zone]: a time zone nobody has chosen yet becomes the one this browser's clock is in.
(() => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const field of document.querySelectorAll("[data-browser-zone]")) {
    if (zone && field.value === field.defaultValue && !field.matches("[aria-invalid]")) field.value = zone;
  }
})();
