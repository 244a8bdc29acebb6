namespace Plenum.Rtc.Dtls;

/// <summary>What the keys of epoch 1 are derived from (RFC 5246, section 6.3).</summary>
/// <param name="CipherSuite">The IANA number of the cipher suite.</param>
/// <param name="MasterSecret">48 bytes.</param>
/// <param name="ClientRandom">32 bytes.</param>
/// <param name="ServerRandom">32 bytes.</param>
public sealed record DtlsSecrets(
    ushort CipherSuite,
    ReadOnlyMemory<byte> MasterSecret,
    ReadOnlyMemory<byte> ClientRandom,
    ReadOnlyMemory<byte> ServerRandom);
