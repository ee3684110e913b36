/**
 * Without a secure connection, as inside the network of a hospital, there is no clipboard to write to: then the code is selected
 * and copied as a person would.
 */
export async function copyCode(code: string, place: HTMLElement | null): Promise<boolean> {
  const clipboard = (navigator as { clipboard?: Clipboard }).clipboard;
  if (clipboard)
    return await clipboard.writeText(code).then(
      () => true,
      () => selectAndCopy(place),
    );
  return selectAndCopy(place);
}

function selectAndCopy(place: HTMLElement | null): boolean {
  if (place === null) return false;
  const range = document.createRange();
  range.selectNodeContents(place);
  const selection = window.getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
  // The only way that works on plain http; where it does not, the code stays selected for Ctrl+C.
  // oxlint-disable-next-line typescript/no-deprecated
  return document.execCommand('copy');
}
