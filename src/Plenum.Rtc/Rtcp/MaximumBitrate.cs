using System.Buffers.Binary;

namespace Plenum.Rtc.Rtcp;

/// <summary>
/// The receiver's estimate of the total rate it can take, and the streams it counts (REMB,
/// draft-alvestrand-rmcat-remb-03).
/// </summary>
public ref struct MaximumBitrate
{
    internal const byte MessageType = 15;
    internal const int MantissaBits = 18;
    internal const int FixedLength = 8;

    private ReadOnlySpan<byte> _streams;

    private MaximumBitrate(FeedbackHeader header, Bitrate bitrate, ReadOnlySpan<byte> streams)
    {
        Header = header;
        Bitrate = bitrate;
        _streams = streams;
    }

    internal static ReadOnlySpan<byte> Identifier => "REMB"u8;

    /// <summary>Who says so.</summary>
    public FeedbackHeader Header { get; }

    /// <summary>The rate; mantissas too large for 63 bits are cut.</summary>
    public Bitrate Bitrate { get; }

    /// <summary>The stream reached by <see cref="MoveNext"/>.</summary>
    public Ssrc Current { get; private set; }

    /// <summary>Starts to read an estimate.</summary>
    /// <returns>False for another message, or a count of streams that does not fit.</returns>
    public static bool TryParse(RtcpPacket packet, out MaximumBitrate estimate)
    {
        estimate = default;
        if (!FeedbackHeader.TryRead(packet, RtcpType.PayloadFeedback, MessageType, out var header, out var body)
            || body.Length < FixedLength || !body.StartsWith(Identifier) || body.Length < FixedLength + (body[4] * 4))
        {
            return false;
        }
        var exponent = body[5] >> 2;
        var mantissa = (long)(BinaryPrimitives.ReadUInt32BigEndian(body[4..]) & ((1 << MantissaBits) - 1));
        var bits = mantissa > long.MaxValue >> exponent ? long.MaxValue : mantissa << exponent;
        estimate = new MaximumBitrate(header, new Bitrate(bits), body.Slice(FixedLength, body[4] * 4));
        return true;
    }

    /// <summary>This walk over the streams: makes it usable in foreach.</summary>
    public readonly MaximumBitrate GetEnumerator() => this;

    /// <summary>Goes to the next stream.</summary>
    public bool MoveNext()
    {
        if (_streams.IsEmpty)
            return false;
        Current = new Ssrc(BinaryPrimitives.ReadUInt32BigEndian(_streams));
        _streams = _streams[4..];
        return true;
    }
}
