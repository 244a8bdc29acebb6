using Plenum.Rtc;
using Plenum.Rtc.Rtp;

namespace Plenum.Media.Tests;

/// <summary>Keeps nothing, so that what allocates is the room.</summary>
internal struct CountingSender(byte[] space) : IMediaSender
{
    public long Packets { get; private set; }

    public readonly Span<byte> Reserve(ReceiveSlot slot, int maxLength) => space.AsSpan(0, maxLength);

    public void Send(ReceiveSlot slot, Span<byte> reserved, int headerLength, ReadOnlySpan<byte> payload) => Packets++;

    public readonly void Repeat(ReceiveSlot slot, Span<byte> reserved, int length)
    {
    }

    /// <summary>How often it was told that something will be sent.</summary>
    public long Prefetched { get; private set; }

    public void Prefetch(ReceiveSlot slot, int level) => Prefetched++;

    public readonly void SetSenderClock(ReceiveSlot slot, NtpTime ntp, uint timestamp, Timestamp at)
    {
    }
}
