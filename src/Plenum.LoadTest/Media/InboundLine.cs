using Plenum.LoadTest.Figures;
using Plenum.Rtc;
using Plenum.Rtc.Codecs;
using Plenum.Rtc.Peers;
using Plenum.Rtc.Rtp;

namespace Plenum.LoadTest.Media;

/// <summary>
/// What is counted of a stream that is received. What is lost is known exactly: of the numbers between the first and the
/// last of the hold those that never came, whether they were asked for again or not.
/// </summary>
internal sealed class InboundLine
{
    private readonly InboundStream _stream;
    private readonly VideoCodec? _codec;
    private SequenceUnwrapper _numbers;
    private long _from = long.MaxValue;
    private long _to = long.MaxValue;
    private uint? _keyFrameTimestamp;

    /// <summary>A stream from its first packet on.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="codec">What its pictures are; null for sound.</param>
    /// <param name="first">The number of its first packet.</param>
    /// <param name="isHolding">Whether it begins while figures are taken.</param>
    public InboundLine(InboundStream stream, VideoCodec? codec, ushort first, bool isHolding)
    {
        (_stream, _codec) = (stream, codec);
        _numbers.Unwrap(first);
        if (isHolding)
            _from = _numbers.Highest - 1;
    }

    /// <summary>Whether it is of pictures.</summary>
    public bool IsVideo => _codec is not null;

    /// <summary>When a packet came last.</summary>
    public Timestamp LastAt { get; private set; }

    /// <summary>Adds up what it has counted.</summary>
    public void AddTo(DeliveryTotals totals)
    {
        if (_from != long.MaxValue)
            (IsVideo ? totals.Pictures : totals.Sound).Add(Math.Min(_to, _numbers.Highest) - _from, Delivered, Recovered);
    }

    /// <summary>The variation of its transit times.</summary>
    public TimeSpan Jitter => _stream.Jitter;

    /// <summary>Whether the first key frame is there, or none is to come.</summary>
    private bool IsSettled { get; set; }

    private long Delivered { get; set; }

    private long Recovered { get; set; }

    /// <summary>Counts from the next number on.</summary>
    public void BeginHold() => (_from, _to) = (_numbers.Highest, long.MaxValue);

    /// <summary>Counts up to the newest number; what is missing may still come.</summary>
    public void EndHold() => _to = Math.Min(_to, _numbers.Highest);

    /// <summary>Takes a packet.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="isOpen">Whether its payload is decrypted.</param>
    /// <param name="now">The time.</param>
    /// <returns>Whether it has settled with this packet: its first key frame is whole, or it has none.</returns>
    public bool Receive(scoped in ReceivedRtp packet, bool isOpen, Timestamp now)
    {
        var header = packet.Packet.Header;
        var number = _numbers.Unwrap(header.SequenceNumber);
        LastAt = now;
        if (number > _from && number <= _to)
        {
            Delivered++;
            Recovered += packet.IsRecovered ? 1 : 0;
        }

        return !IsSettled && isOpen && Settles(header, packet.Packet.Payload);
    }

    private bool Settles(in RtpHeader header, ReadOnlySpan<byte> payload)
    {
        if (_codec is not { } codec)
            return IsSettled = true;
        if (VideoPayload.TryParse(codec, payload, out var video) && video.StartsKeyFrame)
            _keyFrameTimestamp = header.Timestamp;
        return IsSettled = header.Marker && _keyFrameTimestamp == header.Timestamp;
    }
}
