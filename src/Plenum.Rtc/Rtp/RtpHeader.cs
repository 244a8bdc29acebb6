using System.Buffers.Binary;

namespace Plenum.Rtc.Rtp;

/// <summary>
/// The header of an RTP packet (RFC 3550, section 5.1) with the place of its extension block, by value. Parsing it
/// reads nothing behind the header, so it can be used on an SRTP packet that is not decrypted yet.
/// </summary>
public readonly record struct RtpHeader
{
    /// <summary>The bytes before the first CSRC.</summary>
    public const int FixedLength = 12;

    private const int ExtensionPreamble = 4;

    /// <summary>Whether the packet ends in padding whose count is its last byte.</summary>
    public bool HasPadding { get; private init; }

    /// <summary>The marker bit: for video the last packet of a frame, for audio the first of a talk spurt.</summary>
    public bool Marker { get; private init; }

    /// <summary>The payload type, 0 to 127.</summary>
    public byte PayloadType { get; private init; }

    /// <summary>The sequence number as it stands in the packet.</summary>
    public ushort SequenceNumber { get; private init; }

    /// <summary>The media timestamp as it stands in the packet, in the codec's clock.</summary>
    public uint Timestamp { get; private init; }

    /// <summary>Who sent the packet.</summary>
    public Ssrc Ssrc { get; private init; }

    /// <summary>How many contributing sources follow the fixed header, 0 to 15.</summary>
    public int CsrcCount { get; private init; }

    /// <summary>The "defined by profile" bits of the extension block, 0 without a block.</summary>
    public ushort ExtensionProfile { get; private init; }

    /// <summary>The bytes of extension elements, without the block's four-byte preamble.</summary>
    public int ExtensionLength { get; private init; }

    /// <summary>Where the extension elements start in the packet; equals <see cref="Length"/> without any.</summary>
    public int ExtensionOffset => Length - ExtensionLength;

    /// <summary>The length of the whole header, and so the place of the payload.</summary>
    public int Length { get; private init; }

    /// <summary>Reads the header at the start of a packet.</summary>
    /// <returns>False if the version is not 2 or the packet ends inside the header.</returns>
    public static bool TryParse(ReadOnlySpan<byte> packet, out RtpHeader header)
    {
        header = default;
        if (packet.Length < FixedLength || packet[0] >> 6 != 2)
            return false;
        var csrcCount = packet[0] & 0x0f;
        var length = FixedLength + (csrcCount * 4);
        var profile = 0;
        var extensionLength = 0;
        if ((packet[0] & 0x10) != 0)
        {
            if (packet.Length < length + ExtensionPreamble)
                return false;
            profile = BinaryPrimitives.ReadUInt16BigEndian(packet[length..]);
            extensionLength = BinaryPrimitives.ReadUInt16BigEndian(packet[(length + 2)..]) * 4;
            length += ExtensionPreamble + extensionLength;
        }
        if (packet.Length < length)
            return false;
        header = new RtpHeader
        {
            HasPadding = (packet[0] & 0x20) != 0,
            Marker = (packet[1] & 0x80) != 0,
            PayloadType = (byte)(packet[1] & 0x7f),
            SequenceNumber = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]),
            Timestamp = BinaryPrimitives.ReadUInt32BigEndian(packet[4..]),
            Ssrc = new Ssrc(BinaryPrimitives.ReadUInt32BigEndian(packet[8..])),
            CsrcCount = csrcCount,
            ExtensionProfile = (ushort)profile,
            ExtensionLength = extensionLength,
            Length = length,
        };
        return true;
    }
}
