namespace Plenum.Media.Forwarding;

/// <summary>What choosing layers needs to know of a packet, whatever its codec.</summary>
internal readonly record struct PacketTraits
{
    public byte Spatial { get; init; }

    public byte Temporal { get; init; }

    public bool StartsFrame { get; init; }

    /// <summary>Whether it is the last packet of a layer's frame; known with layers only, false else.</summary>
    public bool EndsFrame { get; init; }

    public bool StartsKeyFrame { get; init; }

    /// <summary>Whether one may switch up to this packet's temporal layer here.</summary>
    public bool IsSwitchingPoint { get; init; }
}
