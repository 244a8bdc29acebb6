namespace Plenum.Rtc.Srtp;

/// <summary>The protection profiles of DTLS-SRTP; the values are those on the wire (RFC 5764, RFC 7714).</summary>
public enum SrtpProfile : ushort
{
    /// <summary>SRTP_AES128_CM_HMAC_SHA1_80: every stack has it.</summary>
    AesCm128HmacSha1Tag80 = 0x0001,

    /// <summary>SRTP_AES128_CM_HMAC_SHA1_32: short tags for RTP, long ones for RTCP.</summary>
    AesCm128HmacSha1Tag32 = 0x0002,

    /// <summary>SRTP_AEAD_AES_128_GCM: the cheapest by far.</summary>
    AeadAes128Gcm = 0x0007,

    /// <summary>SRTP_AEAD_AES_256_GCM.</summary>
    AeadAes256Gcm = 0x0008,
}
