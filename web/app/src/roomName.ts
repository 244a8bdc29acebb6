const words = (
  'amber anchor apple aspen autumn bamboo basil beacon birch bloom breeze bridge brook candle canyon cedar cherry cinder ' +
  'cliff cloud clover comet copper coral cotton crane creek crystal dawn delta drift dune ember falcon fern field fjord ' +
  'flint forest garden glade grove harbor hazel heron indigo island ivory jade juniper lagoon lark lemon lilac linden ' +
  'lotus lunar maple marble meadow mint misty moss north oak ocean olive opal orchid otter pearl pebble pine plum poppy ' +
  'prairie quartz rain raven reed ridge river robin rose rowan saffron sage sand silver sky slate snow solar sparrow ' +
  'spring spruce stone summer sunny swan teal thistle tide timber topaz tulip valley velvet violet walnut willow winter wren'
).split(' ');

const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/**
 * A name that can be said aloud and not be guessed: in open rooms the link is the key, so the tail alone is worth
 * 35 bits. `random` returns values below 2^32.
 */
export function randomRoomName(random: () => number = cryptoRandom): string {
  const word = () => words[random() % words.length] ?? '';
  const tail = Array.from({ length: 7 }, () => letters[random() % letters.length] ?? '').join('');
  return `${word()}-${word()}-${tail}`;
}

function cryptoRandom(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}
