namespace Plenum.AspNetCore;

/// <summary>The signalling sockets: how long they live and how much they may ask for.</summary>
public sealed class SignalingOptions
{
    /// <summary>
    /// How often each socket is pinged. One that is silent for two and a half intervals is dead: with the default of
    /// 5 s, after 12.5 s. 100 ms to 1 minute.
    /// </summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a new socket may take to join or resume. 100 ms to 5 minutes; default 10 s.</summary>
    public TimeSpan JoinTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Largest message from a client in bytes. 1 KiB to 1 MiB; default 256 KiB: an offer of 32 receive slots of each kind
    /// has 140.
    /// </summary>
    public int MaxMessageBytes { get; set; } = 256 * 1024;

    /// <summary>
    /// Largest <c>signal</c> from one client to another in bytes. 1 KiB to 1 MiB; default 64 KiB: what one sends, another
    /// has to take.
    /// </summary>
    public int MaxSignalBytes { get; set; } = 64 * 1024;

    /// <summary>
    /// Offers a client may send to the SFU per second in the long run. 1 to 100,000; default 2. An offer costs the server
    /// a millisecond.
    /// </summary>
    public int OffersPerSecond { get; set; } = 2;

    /// <summary>Offers a client may send at once after a quiet time. 1 to 1,000,000; default 20.</summary>
    public int OfferBurst { get; set; } = 20;

    /// <summary>
    /// Messages a client may send per second in the long run. 1 to 100,000; default 50. Every message counts, whatever
    /// becomes of it.
    /// </summary>
    public int MessagesPerSecond { get; set; } = 50;

    /// <summary>
    /// Messages a client may send at once after a quiet time. 1 to 1,000,000; default 400: a join to seven others takes
    /// about 20 messages for each of them.
    /// </summary>
    public int MessageBurst { get; set; } = 400;

    /// <summary>Messages above the rate that are answered before the socket is closed. 0 to 100,000; default 100.</summary>
    public int MaxRateViolations { get; set; } = 100;

    /// <summary>Malformed messages that are answered before the socket is closed. 0 to 100,000; default 10.</summary>
    public int MaxMalformedMessages { get; set; } = 10;

    /// <summary>
    /// Messages that may wait for a client that reads slowly before its socket is closed. 16 to 1,000,000; default
    /// 1,024.
    /// </summary>
    public int MaxQueuedMessages { get; set; } = 1024;

    /// <summary>As <see cref="MaxQueuedMessages"/>, in bytes. 64 KiB to 1 GiB; default 4 MiB.</summary>
    public int MaxQueuedBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// Sockets from one address (of IPv6, from one /64 network). 1 to 1,000,000; default 512. Behind a reverse proxy use
    /// ASP.NET Core's forwarded headers, or all clients are one address.
    /// </summary>
    public int MaxSocketsPerAddress { get; set; } = 512;

    /// <summary>Sockets on which nobody has joined yet, from everywhere. 1 to 1,000,000; default 1,024.</summary>
    public int MaxPendingSockets { get; set; } = 1024;
}
