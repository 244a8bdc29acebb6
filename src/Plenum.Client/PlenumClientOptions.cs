namespace Plenum.Client;

/// <summary>Where, as whom and how a <see cref="PlenumClient"/> takes part.</summary>
public sealed record PlenumClientOptions
{
    /// <summary>The server: <c>http(s)</c> or <c>ws(s)</c>. Without a path of its own, <c>/rtc</c> is asked.</summary>
    public required Uri Server { get; init; }

    /// <summary>The room's name: 1 to 64 of <c>A-Z a-z 0-9 _ -</c>.</summary>
    public required string Room { get; init; }

    /// <summary>A join token; null where the server opens rooms to anybody.</summary>
    public string? Token { get; init; }

    /// <summary>The name to show, up to 64 characters unless the server says otherwise; a token's name wins.</summary>
    public string? Name { get; init; }

    /// <summary>Opaque application data of this participant, up to 4096 characters unless the server says otherwise.</summary>
    public string? Metadata { get; init; }

    /// <summary>Tracks to publish with the join: media of these flows one round trip earlier.</summary>
    public IReadOnlyList<TrackOptions> Tracks { get; init; } = [];

    /// <summary>Whether the others' tracks are received. Without, the server sends this client no media.</summary>
    public bool Subscribes { get; init; } = true;

    /// <summary>
    /// Receive slots of each kind in the first offer, 0 to 64. More are negotiated when more is forwarded; who knows
    /// how large the room is saves that.
    /// </summary>
    public int InitialSlots { get; init; } = 4;

    /// <summary>Where media runs; null for <see cref="ClientRuntime.Shared"/>.</summary>
    public ClientRuntime? Runtime { get; init; }

    /// <summary>How long one attempt to reach the server may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    internal Uri Signaling => new UriBuilder(Server)
    {
        Scheme = Server.Scheme is "https" or "wss" ? "wss" : "ws",
        Path = Server.AbsolutePath is "/" or "" ? "/rtc" : Server.AbsolutePath,
    }.Uri;
}
