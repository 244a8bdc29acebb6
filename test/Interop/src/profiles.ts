/** The short names of SRTP profiles in the contract, and what the server calls them. */
export const profiles: Record<string, string> = {
  gcm128: 'AeadAes128Gcm',
  gcm256: 'AeadAes256Gcm',
  cm80: 'AesCm128HmacSha1Tag80',
  cm32: 'AesCm128HmacSha1Tag32',
};
