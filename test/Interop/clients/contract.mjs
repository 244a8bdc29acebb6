// The echo server's HTTP contract, for the clients that run in Node.
const [url, profile, role] = process.argv.slice(2);

export const seconds = 10;
export const isCall = role === 'call';

/** Sends our offer and returns the answer, or takes the server's offer and returns a function for our answer. */
export async function offer(sdp) {
  const response = await fetch(`${url}/sessions?profile=${profile}`, { method: 'POST', body: sdp });
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

/** Prints the result and ends the process, whatever native threads still do. */
export function finish(result) {
  process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
}

async function textOf(response) {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return text;
}
