using Plenum.Rtc;
using Plenum.Rtc.Rtp;

namespace Plenum.Media.Tests;

internal readonly struct RecordingSender() : IMediaSender
{
    private readonly byte[] _space = new byte[2048];

    public List<Delivery> Sent { get; } = [];

    /// <summary>Slots that a bug keeps from being sent to.</summary>
    public HashSet<ReceiveSlot> Faulty { get; } = [];

    public List<(ReceiveSlot Slot, NtpTime Ntp, uint Timestamp)> Clocks { get; } = [];

    public Span<byte> Reserve(ReceiveSlot slot, int maxLength) => _space.AsSpan(0, maxLength);

    public void Send(ReceiveSlot slot, Span<byte> space, int headerLength, ReadOnlySpan<byte> payload)
    {
        if (Faulty.Contains(slot))
            throw new InvalidOperationException("a bug on the way to a receiver");
        Sent.Add(new(slot, [.. space[..headerLength], .. payload], false));
    }

    public void Repeat(ReceiveSlot slot, Span<byte> space, int length) => Sent.Add(new(slot, space[..length].ToArray(), true));

    public void Prefetch(ReceiveSlot slot, int level)
    {
    }

    public void SetSenderClock(ReceiveSlot slot, NtpTime ntp, uint timestamp, Timestamp at) =>
        Clocks.Add((slot, ntp, timestamp));
}
