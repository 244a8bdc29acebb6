namespace Plenum.Rtc.Ice.Turn;

/// <summary>Somebody whom the allocation talks to.</summary>
internal sealed class TurnPeer(TransportAddress address)
{
    public TransportAddress Address => address;

    /// <summary>Whether the server lets the peer's IP address in.</summary>
    public bool IsPermitted { get; set; }

    public Timestamp PermissionDue { get; set; } = Timestamp.Never;

    /// <summary>The number asked for, 0 for none.</summary>
    public ushort Channel { get; set; }

    /// <summary>Whether the server confirmed the channel.</summary>
    public bool IsBound { get; set; }

    public Timestamp ChannelDue { get; set; } = Timestamp.Never;

    public Timestamp NextDue => Timestamp.Min(PermissionDue, ChannelDue);
}
