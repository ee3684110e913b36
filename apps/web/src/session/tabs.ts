/** What the tabs of one browser tell each other: they share the session, so they lock and open together. */
export type TabWord = 'locked' | 'opened' | 'left';

const NAME = 'handrail.session';

export function tellTabs(word: TabWord): void {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage(word);
  channel.close();
}

export function hearTabs(onWord: (word: TabWord) => void): () => void {
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = ({ data }: MessageEvent<TabWord>) => onWord(data);
  return () => channel.close();
}
