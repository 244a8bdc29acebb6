using Plenum.Rtc;

namespace Plenum.Engine.Io;

/// <summary>Datagrams to one destination in a <see cref="SendBatch"/>, which the kernel cuts from one message.</summary>
/// <param name="FirstPiece">Where its first piece stands in the batch's list of pieces.</param>
/// <param name="LastPiece">Where its last piece stands there.</param>
/// <param name="Length">Of all datagrams together, in bytes.</param>
/// <param name="Segment">Of each datagram but the last, which may be shorter, in bytes.</param>
/// <param name="Socket">The index of the sending socket in <see cref="UdpIo.Locals"/>.</param>
/// <param name="Remote">The destination.</param>
internal readonly record struct SendMessage(
    int FirstPiece, int LastPiece, int Length, int Segment, int Socket, TransportAddress Remote)
{
    public int Datagrams => (Length + Segment - 1) / Segment;
}
