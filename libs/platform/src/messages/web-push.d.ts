declare module 'web-push' {
  interface Details {
    readonly endpoint: string;
    readonly method: string;
    readonly headers: Record<string, string | number>;
    readonly body: Buffer | null;
  }
  interface Options {
    readonly vapidDetails: {
      readonly subject: string;
      readonly publicKey: string;
      readonly privateKey: string;
    };
    readonly TTL: number;
    readonly urgency: 'very-low' | 'low' | 'normal' | 'high';
    readonly contentEncoding: 'aes128gcm';
    readonly topic?: string;
  }
  const webPush: {
    generateRequestDetails(
      subscription: { endpoint: string; keys: { p256dh: string; auth: string } },
      payload: string,
      options: Options,
    ): Details;
  };
  export default webPush;
}
