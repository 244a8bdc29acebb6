using Plenum.Engine.Io;

namespace Plenum.Engine.Shards;

/// <summary>What a shard is made with.</summary>
public sealed record ShardOptions
{
    /// <summary>Its sockets.</summary>
    public required UdpIoOptions Io { get; init; }

    /// <summary>Names its thread and its metrics.</summary>
    public string Name { get; init; } = "shard-0";

    /// <summary>
    /// How much nicer than the process its thread is to be, -40 to 39; null: it asks the system's scheduler for nothing.
    /// What is not permitted is left as it is (<see cref="Shard.Schedule"/>).
    /// </summary>
    public int? Niceness { get; init; }

    /// <summary>Is told of each exception that ended a peer, or the whole shard. Called on the shard's thread.</summary>
    public Action<ShardFault> OnFault { get; init; } = _ => { };

    /// <summary>Opens the sockets; a simulation has its own.</summary>
    public Func<UdpIoOptions, UdpIo> OpenSockets { get; init; } = UdpIo.Open;
}
