using Plenum.Rtc;

namespace Plenum.Engine.Io;

/// <summary>Datagrams to one destination that stand one behind the other in a <see cref="SendBatch"/>.</summary>
/// <param name="Offset">Of the first byte in the batch's memory.</param>
/// <param name="Length">Of all datagrams together, in bytes.</param>
/// <param name="Segment">Of each datagram but the last, which may be shorter, in bytes.</param>
/// <param name="Socket">The index of the sending socket in <see cref="UdpIo.Locals"/>.</param>
/// <param name="Remote">The destination.</param>
internal readonly record struct SendMessage(int Offset, int Length, int Segment, int Socket, TransportAddress Remote)
{
    public int Datagrams => (Length + Segment - 1) / Segment;
}
