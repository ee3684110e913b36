const ACTIVE_MS = 60_000;
let lastActivity = Date.now();

/** When somebody last did something, on this page or in another tab of the same person. */
export const lastActive = (): number => lastActivity;
export const touchActivity = (): void => {
  lastActivity = Date.now();
};

/** Whether somebody did something in the last minute. What is read otherwise is read in the background and holds off no lock. */
export const recentlyActive = (): boolean => Date.now() - lastActivity < ACTIVE_MS;
