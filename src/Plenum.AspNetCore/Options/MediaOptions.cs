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
}
