using Plenum.Media.Shedding;
using Plenum.Rtc.Peers;

namespace Plenum.Engine.Sfu;

/// <summary>What a room's media tells the control plane.</summary>
public abstract record SfuEvent
{
    private SfuEvent()
    {
    }

    /// <summary>Media can flow. Comes once for each connection.</summary>
    public sealed record Connected(ConnectionKey Connection) : SfuEvent;

    /// <summary>The client has fallen silent (7 s), or speaks again.</summary>
    public sealed record ReachabilityChanged(ConnectionKey Connection, bool IsReachable) : SfuEvent;

    /// <summary>The connection is over. Comes once, last; what it published has ended.</summary>
    public sealed record Closed(ConnectionKey Connection, PeerCloseReason Reason) : SfuEvent;

    /// <summary>The first packet of a publication has come (again, after it had moved to another connection).</summary>
    public sealed record Flowing(PublicationKey Publication) : SfuEvent;

    /// <summary>The publisher is to send these layers and no others.</summary>
    /// <param name="Publication">Whose.</param>
    /// <param name="Layers">Spatial layers, lowest first, one bit each; 0 when nobody watches.</param>
    public sealed record LayersWanted(PublicationKey Publication, uint Layers) : SfuEvent;

    /// <summary>Another one has the floor.</summary>
    public sealed record SpeakerChanged(ParticipantKey Participant) : SfuEvent;

    /// <summary>The first packet of a publication went to a slot: it shows this one from now on.</summary>
    public sealed record FirstForwarded(ConnectionKey Connection, string Mid, PublicationKey Publication) : SfuEvent;

    /// <summary>A slot that follows the speakers is about to show somebody else, or nobody.</summary>
    public sealed record SlotRebound(ConnectionKey Connection, string Mid, PublicationKey? Publication) : SfuEvent;

    /// <summary>A shard of the room has too much to do, or no longer: this is left out for those who are on it.</summary>
    public sealed record LoadChanged(ShedKind Kind) : SfuEvent;

    /// <summary>
    /// A shard of the room has died, and all connections are over; open the room anew. Comes once, last, and no
    /// <see cref="Closed"/> before it.
    /// </summary>
    public sealed record RoomLost : SfuEvent;
}
