using Plenum.Rtc.Crypto;
using Plenum.Rtc.Dtls;

namespace Plenum.LoadTest.Media;

/// <summary>The cryptography of one connection: as it is, but for the packets that are not opened.</summary>
internal sealed class SampledCrypto(ICryptoProvider crypto, OpeningPolicy policy) : ICryptoProvider
{
    public PacketCipher CreateAesGcm(ReadOnlySpan<byte> key) => new SampledCipher(crypto.CreateAesGcm(key), policy);

    public PacketCipher CreateAesCounterHmacSha1(
        ReadOnlySpan<byte> encryptionKey, ReadOnlySpan<byte> authenticationKey, int tagLength) =>
        new SampledCipher(crypto.CreateAesCounterHmacSha1(encryptionKey, authenticationKey, tagLength), policy);

    public IDtlsHandshaker CreateDtlsHandshaker(DtlsRole role, DtlsOptions options) =>
        crypto.CreateDtlsHandshaker(role, options);

    public LocalCertificate GenerateCertificate() => crypto.GenerateCertificate();
}
