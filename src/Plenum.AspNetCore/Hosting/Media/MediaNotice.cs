using Plenum.Engine.Sfu;
using Plenum.Media.Shedding;
using Plenum.Rooms;
using Plenum.Rtc.Peers;

namespace Plenum.AspNetCore.Hosting.Media;

/// <summary>What the media plane tells a client. State, not history: the latest of a kind is all that counts.</summary>
internal abstract record MediaNotice
{
    /// <summary>Media can flow on a connection.</summary>
    public sealed record Connected(ConnectionKey Connection) : MediaNotice;

    /// <summary>A connection is over.</summary>
    /// <param name="Connection">Which.</param>
    /// <param name="Reason">Why; null: its shard died.</param>
    public sealed record Closed(ConnectionKey Connection, PeerCloseReason? Reason) : MediaNotice;

    /// <summary>What each slot shows; one that shows nothing is left out.</summary>
    public sealed record Slots(ConnectionKey Connection, IReadOnlyDictionary<string, PublicationId> Bound) : MediaNotice;

    /// <summary>The layers of the client's own publication that somebody watches, the lowest 0.</summary>
    public sealed record LayersWanted(Cid Cid, IReadOnlyList<int> Layers) : MediaNotice;

    /// <summary>What the client's own pictures are to be sent in.</summary>
    public sealed record CodecWanted(VideoCodec Codec) : MediaNotice;

    /// <summary>What the server leaves out because it has too much to do.</summary>
    public sealed record Load(ShedKind Kind) : MediaNotice;

    /// <summary>Who has the floor among those who are forwarded.</summary>
    public sealed record Speaker(ParticipantId Participant) : MediaNotice;
}
