/**
 * What a browser with scripts does better when somebody must leave at once: the page is blank before the server has answered, the
 * address is replaced instead of added, and Escape thrice within two seconds is the same as the link. Without a script the link alone
 * does it. A page that is brought back by the back button asks the server again.
 */
export const QUICK_EXIT_SCRIPT = `(() => {
  const link = document.querySelector('a[data-exit]');
  addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
  if (!link) return;
  const leave = () => {
    document.documentElement.hidden = true;
    document.title = '\\u2026';
    location.replace(link.href);
  };
  link.addEventListener('click', (event) => { event.preventDefault(); leave(); });
  let taps = [];
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    taps = taps.filter((at) => event.timeStamp - at < 2000);
    taps.push(event.timeStamp);
    if (taps.length >= 3) leave();
  });
})();
`;
