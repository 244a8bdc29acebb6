using Plenum.Rtc;

namespace Plenum.Engine.Io;

/// <summary>Where a received datagram stands in its batch, and where it came from.</summary>
/// <param name="Offset">Of its first byte in the batch's memory.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Socket">The index of the receiving socket in <see cref="UdpIo.Locals"/>.</param>
/// <param name="Remote">The sender's address.</param>
public readonly record struct ReceivedDatagram(int Offset, int Length, int Socket, TransportAddress Remote)
{
    /// <summary>When the kernel had it, where the sockets say so; else zero.</summary>
    public Timestamp Arrival { get; init; }
}
