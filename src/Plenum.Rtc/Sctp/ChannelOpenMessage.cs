using System.Buffers.Binary;
using System.Text;

namespace Plenum.Rtc.Sctp;

/// <summary>DATA_CHANNEL_OPEN and DATA_CHANNEL_ACK (RFC 8832, section 5).</summary>
internal static class ChannelOpenMessage
{
    private const byte AckType = 2;
    private const byte OpenType = 3;
    private const int HeaderLength = 12;
    private const ushort NormalPriority = 256;

    // Both names stay in memory for the life of the channel. Browsers allow 65,535; nobody uses them.
    private const int LongestNames = 4096;

    private const byte UnorderedFlag = 0x80;
    private const byte RetransmitsType = 1;
    private const byte LifetimeType = 2;

    public static byte[] Ack { get; } = [AckType];

    /// <summary>One byte by the RFC; pion writes four.</summary>
    public static bool IsAck(ReadOnlySpan<byte> message) => message is [AckType, ..];

    /// <summary>Whether both names together are short enough.</summary>
    public static bool AreNamesAllowed(DataChannelOptions options) =>
        Encoding.UTF8.GetByteCount(options.Label) + Encoding.UTF8.GetByteCount(options.Protocol) <= LongestNames;

    public static byte[] Write(DataChannelOptions options)
    {
        var label = Encoding.UTF8.GetBytes(options.Label);
        var protocol = Encoding.UTF8.GetBytes(options.Protocol);
        var message = new byte[HeaderLength + label.Length + protocol.Length];
        var (type, parameter) = options.Reliability switch
        {
            { MaxRetransmits: { } most } => (RetransmitsType, (uint)most),
            { Lifetime: { } lifetime } => (LifetimeType, (uint)lifetime.TotalMilliseconds),
            _ => ((byte)0, 0u),
        };
        message[0] = OpenType;
        message[1] = (byte)(type | (options.IsOrdered ? 0 : UnorderedFlag));
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), NormalPriority);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(4), parameter);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(8), (ushort)label.Length);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(10), (ushort)protocol.Length);
        label.CopyTo(message, HeaderLength);
        protocol.CopyTo(message, HeaderLength + label.Length);
        return message;
    }

    public static bool TryParse(ReadOnlySpan<byte> message, out DataChannelOptions options)
    {
        options = new DataChannelOptions(string.Empty);
        if (message.Length is < HeaderLength or > HeaderLength + LongestNames || message[0] != OpenType)
            return false;
        var label = BinaryPrimitives.ReadUInt16BigEndian(message[8..]);
        var protocol = BinaryPrimitives.ReadUInt16BigEndian(message[10..]);
        if (message.Length != HeaderLength + label + protocol)
            return false;
        if (!TryParseReliability(message[1], BinaryPrimitives.ReadUInt32BigEndian(message[4..]), out var reliability))
            return false;
        options = new DataChannelOptions(Encoding.UTF8.GetString(message.Slice(HeaderLength, label)))
        {
            Protocol = Encoding.UTF8.GetString(message.Slice(HeaderLength + label, protocol)),
            IsOrdered = (message[1] & UnorderedFlag) == 0,
            Reliability = reliability,
        };
        return true;
    }

    private static bool TryParseReliability(byte type, uint parameter, out Reliability reliability)
    {
        var known = type & ~UnorderedFlag;
        reliability = known switch
        {
            RetransmitsType => Reliability.Retransmits((int)Math.Min(parameter, int.MaxValue)),
            LifetimeType => Reliability.For(TimeSpan.FromMilliseconds(parameter)),
            _ => Reliability.Full,
        };
        return known <= LifetimeType;
    }
}
