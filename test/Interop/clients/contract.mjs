// The echo server's HTTP contract, and WHIP's and WHEP's, for the clients that run in Node.
const [url, profile, role, duration = '10'] = process.argv.slice(2);

export const seconds = Number(duration);
export const isCall = role === 'call';
export const publishes = role === 'publish';
export const watches = role === 'watch';

/** Sends our offer and returns the answer, or takes the server's offer and returns a function for our answer. */
export async function offer(sdp) {
  const target = publishes || watches ? url : `${url}/sessions?profile=${profile}`;
  const response = await fetch(target, { method: 'POST', body: sdp, headers: { 'Content-Type': 'application/sdp' } });
  return { sdp: await textOf(response), location: response.headers.get('location') };
}

export async function takeOffer(folder) {
  const response = await fetch(`${url}/calls?profile=${profile}&folder=${encodeURIComponent(folder)}`, {
    method: 'POST',
  });
  const location = response.headers.get('location');
  const sdp = await textOf(response);
  const answer = async (text) => textOf(await fetch(`${url}${location}`, { method: 'POST', body: text }));
  return { sdp, location, answer };
}

/** Ends a session of WHIP or WHEP. */
export async function hangUp(location) {
  if (publishes || watches) await textOf(await fetch(new URL(location, url), { method: 'DELETE' }));
}

/** Prints the result and ends the process, whatever native threads still do. */
export function finish(result) {
  process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
}

async function textOf(response) {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return text;
}
