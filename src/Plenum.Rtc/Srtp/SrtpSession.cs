using Plenum.Rtc.Crypto;
using Plenum.Rtc.Dtls;

namespace Plenum.Rtc.Srtp;

/// <summary>Both directions of one peer's media, keyed by its DTLS handshake (RFC 5764).</summary>
public sealed class SrtpSession : IDisposable
{
    private SrtpSession(SrtpProfile profile, InboundSrtp inbound, OutboundSrtp outbound)
    {
        Profile = profile;
        Inbound = inbound;
        Outbound = outbound;
    }

    /// <summary>The profile of both directions.</summary>
    public SrtpProfile Profile { get; }

    /// <summary>What the peer sends.</summary>
    public InboundSrtp Inbound { get; }

    /// <summary>What this side sends.</summary>
    public OutboundSrtp Outbound { get; }

    /// <summary>Splits the exported keying material as RFC 5764, section 4.2 orders it.</summary>
    /// <param name="crypto">Makes the ciphers.</param>
    /// <param name="profile">The negotiated profile.</param>
    /// <param name="keyingMaterial">Client key, server key, client salt, server salt.</param>
    /// <param name="role">Which of them this side was.</param>
    /// <param name="options">Bounds; null for the defaults.</param>
    public static SrtpSession Create(
        ICryptoProvider crypto,
        SrtpProfile profile,
        ReadOnlySpan<byte> keyingMaterial,
        DtlsRole role,
        SrtpOptions? options = null)
    {
        var parameters = SrtpProfileParameters.Of(profile);
        if (keyingMaterial.Length != parameters.KeyingMaterialLength)
            throw new ArgumentException("not the length of this profile", nameof(keyingMaterial));

        var salts = keyingMaterial[(2 * parameters.KeyLength)..];
        var client = new SrtpMasterKey(keyingMaterial[..parameters.KeyLength], salts[..parameters.SaltLength]);
        var server = new SrtpMasterKey(
            keyingMaterial[parameters.KeyLength..(2 * parameters.KeyLength)],
            salts[parameters.SaltLength..]);
        var local = role == DtlsRole.Client ? client : server;
        var remote = role == DtlsRole.Client ? server : client;
        options ??= new SrtpOptions();
        return new SrtpSession(
            profile,
            new InboundSrtp(crypto, profile, remote, options),
            new OutboundSrtp(crypto, profile, local, options));
    }

    /// <summary>Releases the keys.</summary>
    public void Dispose()
    {
        Inbound.Dispose();
        Outbound.Dispose();
    }
}
