using Plenum.Rtc.Srtp;

namespace Plenum.Rtc.OpenSsl.Dtls;

/// <summary>What OpenSSL calls the SRTP profiles.</summary>
internal static class SrtpProfileNames
{
    public static string Of(SrtpProfile profile) => profile switch
    {
        SrtpProfile.AeadAes128Gcm => "SRTP_AEAD_AES_128_GCM",
        SrtpProfile.AeadAes256Gcm => "SRTP_AEAD_AES_256_GCM",
        SrtpProfile.AesCm128HmacSha1Tag80 => "SRTP_AES128_CM_SHA1_80",
        SrtpProfile.AesCm128HmacSha1Tag32 => "SRTP_AES128_CM_SHA1_32",
        _ => throw new ArgumentOutOfRangeException(nameof(profile)),
    };
}
