/** Waits for a condition, never for a time: polls until `probe` gives a value that is not false, null or undefined. */
export async function until<T>(
  what: string,
  probe: () => Promise<T | false | null | undefined> | T | false | null | undefined,
  timeoutMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  let lastError: unknown;
  while (Date.now() < deadline) {
    try {
      const value = await probe();
      if (value !== false && value !== null && value !== undefined) return value;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const because = lastError instanceof Error ? ` (${lastError.message})` : '';
  throw new Error(`not within ${timeoutMs} ms: ${what}${because}`);
}
