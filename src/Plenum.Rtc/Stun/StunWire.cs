namespace Plenum.Rtc.Stun;

/// <summary>Constants and small sums of the STUN wire format (RFC 8489, sections 5 and 14).</summary>
internal static class StunWire
{
    public const int HeaderLength = 20;
    public const int AttributeHeaderLength = 4;
    public const int LengthOffset = 2;
    public const int CookieOffset = 4;
    public const int TransactionOffset = 8;
    public const int FingerprintLength = 4;
    public const int Sha1Length = 20;
    public const uint MagicCookie = 0x2112_A442;
    public const uint FingerprintMask = 0x5354_554E;
    public const byte FamilyIPv4 = 1;
    public const byte FamilyIPv6 = 2;

    /// <summary>Larger messages do not fit a path that WebRTC may assume; nothing legitimate comes near.</summary>
    public const int MaxLength = 2048;

    public static int Padded(int length) => (length + 3) & ~3;

    /// <summary>Method and class are interleaved: the class bits are bits 4 and 8 of the type (section 5).</summary>
    public static ushort TypeOf(StunClass messageClass, StunMethod method)
    {
        var m = (int)method;
        var c = (int)messageClass;
        return (ushort)((m & 0x00F) | ((m & 0x070) << 1) | ((m & 0xF80) << 2) | ((c & 1) << 4) | ((c & 2) << 7));
    }

    public static StunClass ClassOf(ushort type) => (StunClass)(((type >> 4) & 1) | ((type >> 7) & 2));

    public static StunMethod MethodOf(ushort type) =>
        (StunMethod)((type & 0x00F) | ((type >> 1) & 0x070) | ((type >> 2) & 0xF80));
}
