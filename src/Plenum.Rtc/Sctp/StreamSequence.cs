namespace Plenum.Rtc.Sctp;

/// <summary>Serial number arithmetic on the 16-bit stream sequence numbers (RFC 9260, section 1.6).</summary>
internal static class StreamSequence
{
    public static bool IsBefore(ushort left, ushort right) => (short)(left - right) < 0;
}
