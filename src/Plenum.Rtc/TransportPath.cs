namespace Plenum.Rtc;

/// <summary>The way of a datagram as this side sees it: our address and theirs.</summary>
/// <param name="Local">The address of ours that received the datagram or shall send it.</param>
/// <param name="Remote">The peer's address as it stood in the IP header.</param>
public readonly record struct TransportPath(TransportAddress Local, TransportAddress Remote)
{
    /// <inheritdoc />
    public override string ToString() => $"{Local} <-> {Remote}";
}
