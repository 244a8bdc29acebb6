using Plenum.Rtc;
using Plenum.Rtc.Rtp;

namespace Plenum.Media.Forwarding;

/// <summary>Packets of one stream in the order of arrival, to be offered together to each slot of its publication.</summary>
/// <param name="stream">Where they came by.</param>
/// <param name="packets">The packets.</param>
/// <param name="descriptor">The dependency descriptor of the only one, with the structure in force; null without.</param>
/// <param name="now">The time.</param>
internal readonly ref struct PacketRun(
    SourceStream stream, ReadOnlySpan<SourcePacket> packets, DependencyDescriptorParser? descriptor, Timestamp now)
{
    public SourceStream Stream { get; } = stream;

    public ReadOnlySpan<SourcePacket> Packets { get; } = packets;

    public DependencyDescriptorParser? Descriptor { get; } = descriptor;

    public Timestamp Now { get; } = now;
}
