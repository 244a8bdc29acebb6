namespace Plenum.Rtc.Srtp;

/// <summary>The lengths that belong to a profile (RFC 5764, section 4.1.2; RFC 7714, section 12), in bytes.</summary>
/// <param name="IsAead">AES-GCM; otherwise AES counter mode and HMAC-SHA1.</param>
/// <param name="KeyLength">Master key, and each cipher key.</param>
/// <param name="SaltLength">Master salt, and each session salt.</param>
/// <param name="RtpTagLength">Tag behind an RTP packet.</param>
/// <param name="RtcpTagLength">Tag of an RTCP packet; HMAC_SHA1_32 shortens only that of RTP.</param>
public sealed record SrtpProfileParameters(
    bool IsAead,
    int KeyLength,
    int SaltLength,
    int RtpTagLength,
    int RtcpTagLength)
{
    private const int GcmSaltLength = 12;
    private const int CounterSaltLength = 14;
    private const int GcmTagLength = 16;
    private const int LongTagLength = 10;
    private const int ShortTagLength = 4;

    /// <summary>Bytes that a DTLS handshake exports for both directions.</summary>
    public int KeyingMaterialLength => 2 * (KeyLength + SaltLength);

    /// <summary>The parameters of a profile.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value that names no profile.</exception>
    public static SrtpProfileParameters Of(SrtpProfile profile) => profile switch
    {
        SrtpProfile.AeadAes128Gcm => new(true, 16, GcmSaltLength, GcmTagLength, GcmTagLength),
        SrtpProfile.AeadAes256Gcm => new(true, 32, GcmSaltLength, GcmTagLength, GcmTagLength),
        SrtpProfile.AesCm128HmacSha1Tag80 => new(false, 16, CounterSaltLength, LongTagLength, LongTagLength),
        SrtpProfile.AesCm128HmacSha1Tag32 => new(false, 16, CounterSaltLength, ShortTagLength, LongTagLength),
        _ => throw new ArgumentOutOfRangeException(nameof(profile)),
    };
}
