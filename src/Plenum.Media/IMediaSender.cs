using Plenum.Rtc;
using Plenum.Rtc.Rtp;

namespace Plenum.Media;

/// <summary>
/// Where a room writes what it forwards. A struct, so that it is called directly: the engine's lets a packet be built,
/// protected and sent in one place of its batch.
/// </summary>
public interface IMediaSender
{
    /// <summary>Room for a packet's header, to be given to <see cref="Send"/> before anything else is reserved.</summary>
    /// <param name="slot">For whom.</param>
    /// <param name="maxLength">Header and payload, before protection.</param>
    /// <returns>At least so much, and what protection needs; empty if nothing can be sent to it now.</returns>
    Span<byte> Reserve(ReceiveSlot slot, int maxLength);

    /// <summary>Sends a packet whose header stands at the start of what was reserved.</summary>
    /// <param name="slot">For whom.</param>
    /// <param name="space">What was reserved.</param>
    /// <param name="headerLength">The header's length.</param>
    /// <param name="payload">The payload, padding included; it lies elsewhere and is not changed.</param>
    void Send(ReceiveSlot slot, Span<byte> space, int headerLength, ReadOnlySpan<byte> payload);

    /// <summary>Sends as a retransmission the packet that stands, whole, at the start of what was reserved.</summary>
    /// <param name="slot">For whom.</param>
    /// <param name="space">What was reserved.</param>
    /// <param name="length">The packet's length.</param>
    void Repeat(ReceiveSlot slot, Span<byte> space, int length);

    /// <summary>Something will be sent to the slot soon: what belongs to it may be asked for (<see cref="Rtc.Prefetch"/>).</summary>
    /// <param name="slot">For whom.</param>
    /// <param name="level">
    /// 1 to <see cref="ReceiveSlot.PrefetchLevels"/>, ascending: what is found by way of what the level before has asked for.
    /// </param>
    void Prefetch(ReceiveSlot slot, int level);

    /// <summary>Tells which wall clock time a timestamp of the slot's line stood for at a moment; for sender reports.</summary>
    void SetSenderClock(ReceiveSlot slot, NtpTime ntp, uint timestamp, Timestamp at);
}
