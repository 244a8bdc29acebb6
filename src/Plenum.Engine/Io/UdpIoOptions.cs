using Plenum.Rtc;

namespace Plenum.Engine.Io;

/// <summary>How a shard's sockets are opened.</summary>
public sealed record UdpIoOptions
{
    /// <summary>Addresses to bind from the start, one socket each; may be empty. Port 0 lets the system choose.</summary>
    public required IReadOnlyList<TransportAddress> Addresses { get; init; }

    /// <summary>
    /// Bytes asked for as each socket's receive buffer. The system may give less (net.core.rmem_max); what it gave is
    /// in <see cref="UdpIoCounters.ReceiveBufferBytes"/>.
    /// </summary>
    public int ReceiveBufferBytes { get; init; } = 8 << 20;

    /// <summary>Bytes asked for as each socket's send buffer; see <see cref="ReceiveBufferBytes"/>.</summary>
    public int SendBufferBytes { get; init; } = 8 << 20;

    /// <summary>
    /// Whether datagrams of one sender may come glued together (UDP_GRO). Without it a sender on this machine has its
    /// messages cut up in its own time, as if they went to another machine.
    /// </summary>
    public bool ReceiveOffload { get; init; } = true;

    /// <summary>Whether to use the portable Socket API even where batched system calls are to be had.</summary>
    public bool Portable { get; init; }
}
