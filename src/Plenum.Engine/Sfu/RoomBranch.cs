using Plenum.Engine.Sfu.Forwarding;
using Plenum.Media.Shedding;
using Plenum.Rtc;

namespace Plenum.Engine.Sfu;

/// <summary>The part of a room that lives on one shard, as the control plane keeps it.</summary>
internal sealed class RoomBranch
{
    /// <param name="name">The room's.</param>
    /// <param name="host">Where it lives.</param>
    /// <param name="isHome">Whether it is the room's first.</param>
    /// <param name="hear">Hears what happens in it.</param>
    public RoomBranch(string name, SfuHost host, bool isHome, Action<RoomBranch, SfuEvent> hear)
    {
        Host = host;
        Room = new ForwardingRoom(host.Core, name, isHome, new Listener(this, hear));
    }

    public SfuHost Host { get; }

    /// <summary>Belongs to the shard's thread.</summary>
    public ForwardingRoom Room { get; }

    /// <summary>How many connections it has or is about to have.</summary>
    public int Connections { get; set; }

    /// <summary>What its shard leaves out.</summary>
    public ShedKind Sheds { get; set; }

    /// <summary>Does something with it on the shard's thread.</summary>
    public void Post(Action<ForwardingRoom, Timestamp> action) => Host.Core.Post(Room, now => action(Room, now));

    private sealed class Listener(RoomBranch branch, Action<RoomBranch, SfuEvent> hear) : ISfuListener
    {
        public void Tell(SfuEvent happened) => hear(branch, happened);
    }
}
