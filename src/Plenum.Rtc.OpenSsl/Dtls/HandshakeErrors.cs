using Plenum.Rtc.Dtls;

namespace Plenum.Rtc.OpenSsl.Dtls;

/// <summary>Tells "we do not fit together" from "that was wrong" by the library's reason codes (sslerr.h).</summary>
internal static class HandshakeErrors
{
    private const ulong ReasonMask = 0x7F_FFFF;
    private const int NoSuitableSignatureAlgorithm = 118;
    private const int NoSharedCipher = 193;
    private const int UnknownProtocol = 252;
    private const int UnsupportedProtocol = 258;
    private const int WrongVersion = 266;
    private const int NoSharedSignatureAlgorithms = 376;
    private const int VersionTooLow = 396;
    private const int NoSharedGroups = 410;

    public static DtlsFailure Classify(ulong error) => (int)(error & ReasonMask) switch
    {
        NoSuitableSignatureAlgorithm or NoSharedCipher or UnknownProtocol or UnsupportedProtocol or WrongVersion
            or NoSharedSignatureAlgorithms or VersionTooLow or NoSharedGroups => DtlsFailure.NegotiationFailed,
        _ => DtlsFailure.ProtocolError,
    };
}
