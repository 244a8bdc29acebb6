namespace Plenum.AspNetCore;

/// <summary>Everything that can be set, bound from the configuration section <see cref="SectionName"/>.</summary>
public sealed class PlenumOptions
{
    /// <summary>The configuration section: <c>Plenum</c>.</summary>
    public const string SectionName = "Plenum";

    /// <summary>
    /// Whether anybody with the link may enter any room without a token. Left out: true where the host environment is
    /// Development, false elsewhere. Refused on addresses other machines can reach, but see <see cref="ForceDevMode"/>.
    /// </summary>
    public bool? DevMode { get; set; }

    /// <summary>Allows <see cref="DevMode"/> on addresses that other machines can reach.</summary>
    public bool ForceDevMode { get; set; }

    /// <summary>Whether <c>MapPlenum</c> serves the web application at <c>/r/{room}</c>. Default: true.</summary>
    public bool ServeWebApp { get; set; } = true;

    /// <summary>Who may come in.</summary>
    public AccessOptions Access { get; } = new();

    /// <summary>Rooms and what is allowed in them.</summary>
    public RoomsOptions Rooms { get; } = new();

    /// <summary>The signalling sockets.</summary>
    public SignalingOptions Signaling { get; } = new();

    /// <summary>The SFU's sockets and threads.</summary>
    public MediaOptions Media { get; } = new();

    /// <summary>WHIP and WHEP.</summary>
    public HttpSessionsOptions HttpSessions { get; } = new();

    /// <summary>STUN and TURN servers for the clients.</summary>
    public IceOptions Ice { get; } = new();
}
