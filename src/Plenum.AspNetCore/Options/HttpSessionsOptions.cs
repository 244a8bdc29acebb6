namespace Plenum.AspNetCore;

/// <summary>WHIP and WHEP: how many sessions there may be and how much they may ask for.</summary>
public sealed class HttpSessionsOptions
{
    /// <summary>Whether <c>MapPlenum</c> serves <c>/whip/{room}</c> and <c>/whep/{room}</c>. Default: true.</summary>
    public bool IsEnabled { get; set; } = true;

    /// <summary>
    /// Sessions from one address (of IPv6, from one /64 network). 1 to 1,000,000; default 512. Behind a reverse proxy use
    /// ASP.NET Core's forwarded headers, or all clients are one address.
    /// </summary>
    public int MaxSessionsPerAddress { get; set; } = 512;

    /// <summary>Sessions whose media has not connected yet, from everywhere. 1 to 1,000,000; default 1,024.</summary>
    public int MaxPendingSessions { get; set; } = 1024;

    /// <summary>Largest description in bytes. 1 KiB to 1 MiB; default 512 KiB.</summary>
    public int MaxBodyBytes { get; set; } = 512 * 1024;
}
