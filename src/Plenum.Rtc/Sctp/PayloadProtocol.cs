namespace Plenum.Rtc.Sctp;

/// <summary>What a message is (RFC 8831, section 8). The deprecated partial types are not spoken here.</summary>
internal static class PayloadProtocol
{
    public const uint Control = 50;
    public const uint Text = 51;
    public const uint Binary = 53;
    public const uint EmptyText = 56;
    public const uint EmptyBinary = 57;

    /// <summary>SCTP has no empty messages: one byte stands for none (RFC 8831, section 6.6).</summary>
    public static byte[] EmptyPayload { get; } = [0];

    public static bool IsText(uint protocol) => protocol is Text or EmptyText;

    public static bool IsEmpty(uint protocol) => protocol is EmptyText or EmptyBinary;

    public static bool IsData(uint protocol) => protocol is Text or Binary or EmptyText or EmptyBinary;
}
