namespace Plenum.AspNetCore;

/// <summary>The SFU's sockets and threads.</summary>
public sealed class MediaOptions
{
    /// <summary>Whether this server forwards media. If not, every room is a mesh of at most 8.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// The address that media comes to and goes from, which clients are told; several with commas between. Empty, the
    /// default: every interface, each a candidate; loopback only if there is no other.
    /// </summary>
    public string Address { get; set; } = "";

    /// <summary>
    /// The UDP port of the first shard; the others count up from it. 0 to 65,535; 0 for any. Left out: 7882, or the next
    /// ones that are free.
    /// </summary>
    public int? Port { get; set; }

    /// <summary>How many shards (threads, and ports). 0 to 256; 0, the default, for one for each processor.</summary>
    public int Shards { get; set; }

    /// <summary>
    /// What is added to the niceness of the shards' threads, -40 to 39, so that they run as soon as they have something to do.
    /// -10, the default, where the system permits it (Linux, CAP_SYS_NICE); else they only ask for a short slice.
    /// </summary>
    public int Niceness { get; set; } = -10;

    /// <summary>
    /// How many connections of a room one shard has before the next come to another; where all have as many, they are
    /// spread by load. 0 to 100,000; 64 by default; 0 keeps every room on one shard.
    /// </summary>
    public int RoomConnectionsPerShard { get; set; } = 64;

    /// <summary>
    /// With so many connections nobody new is taken who needs the SFU (<c>overloaded</c>, or 503). 0 to 1,000,000, the
    /// default; 0 to let a server run empty. What the shards measure counts besides.
    /// </summary>
    public int MaxConnections { get; set; } = 1_000_000;
}
