using Plenum.Engine.Sfu.Negotiation;
using Plenum.Engine.Shards;
using Plenum.Media;
using Plenum.Rtc.Peers;

namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>A receive slot of a connection: what the room fills, the stream that it is sent by, and what it is to show.</summary>
internal sealed class OutboundLine(SfuConnection connection, PlannedSlot plan, ReceiveSlot slot, OutboundStream stream)
{
    public SfuConnection Connection => connection;

    public ShardPeer Peer { get; } = connection.Peer;

    public SfuSlot Plan => plan.Slot;

    public bool FollowsSpeakers => plan.Options.FollowsSpeakers;

    public ReceiveSlot Slot => slot;

    public OutboundStream Stream => stream;

    /// <summary>What the control plane wants it to show, there already or not.</summary>
    public PublicationKey? Wanted { get; set; }

    /// <summary>What it shows by the room's own word: the last that reached it.</summary>
    public PublicationKey? Shown { get; set; }

    /// <summary>Whether its section says that we send; one that is put to rest keeps its line for later.</summary>
    public bool IsActive { get; set; } = true;
}
