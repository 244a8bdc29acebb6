using Plenum.Engine.Io;
using Plenum.Rtc;

namespace Plenum.Engine.Shards;

/// <summary>A peer as its shard holds it. Belongs to the shard's thread.</summary>
public sealed class ShardPeer
{
    private SendPlace _place;

    internal ShardPeer(int handle, Peer peer, string userFragment)
    {
        Handle = handle;
        Peer = peer;
        UserFragment = userFragment;
    }

    /// <summary>Its number on this shard; used again after it is gone.</summary>
    public int Handle { get; }

    /// <summary>The connection.</summary>
    public Peer Peer { get; }

    /// <summary>For the media handler's own use.</summary>
    public object? Tag { get; set; }

    /// <summary>The socket by which it is reached; -1 until there is a route.</summary>
    internal int Socket { get; set; } = -1;

    /// <summary>Where what is sent to it stands in the batch.</summary>
    internal ref SendPlace Place => ref _place;

    /// <summary>The sockets that only this peer uses; none when it shares one.</summary>
    internal List<int> OwnSockets { get; } = [];

    /// <summary>The ICE user fragment that finds it.</summary>
    internal string UserFragment { get; set; }

    /// <summary>The addresses by which it is found.</summary>
    internal List<(int Socket, TransportAddress Remote)> Addresses { get; } = [];

    /// <summary>When the shard looks at it at the latest.</summary>
    internal Timestamp DueAt { get; set; }

    /// <summary>Whether its deadline may have moved since it was last looked at.</summary>
    internal bool IsTouched { get; set; }

    /// <summary>Whether it has left the shard.</summary>
    internal bool IsGone { get; set; }
}
