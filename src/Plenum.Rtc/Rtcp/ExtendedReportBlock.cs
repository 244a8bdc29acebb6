using System.Buffers.Binary;
using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Rtcp;

/// <summary>One block of an extended report; types but the two below are skipped.</summary>
public readonly ref struct ExtendedReportBlock
{
    internal const byte ReferenceTimeType = 4;
    internal const byte DelayType = 5;

    private readonly byte _type;
    private readonly ReadOnlySpan<byte> _body;

    internal ExtendedReportBlock(byte type, ReadOnlySpan<byte> body)
    {
        _type = type;
        _body = body;
    }

    /// <summary>Reads a receiver reference time: how a pure receiver learns its round trip (RFC 3611, section 4.4).</summary>
    /// <returns>False for a block of another type.</returns>
    public bool TryGetReferenceTime(out NtpTime time)
    {
        var isReferenceTime = _type == ReferenceTimeType && _body.Length >= 8;
        time = isReferenceTime ? new NtpTime(BinaryPrimitives.ReadUInt64BigEndian(_body)) : default;
        return isReferenceTime;
    }

    /// <summary>Finds what a DLRR block (RFC 3611, section 4.5) answers to the reference times of one receiver.</summary>
    /// <returns>False for a block of another type, or one that answers others only.</returns>
    public bool TryGetDelay(Ssrc receiver, out ReceiverDelay delay)
    {
        delay = default;
        if (_type != DelayType)
            return false;
        for (var entries = _body; entries.Length >= ReceiverDelay.Length; entries = entries[ReceiverDelay.Length..])
        {
            delay = ReceiverDelay.Read(entries);
            if (delay.Receiver == receiver)
                return true;
        }
        return false;
    }
}
