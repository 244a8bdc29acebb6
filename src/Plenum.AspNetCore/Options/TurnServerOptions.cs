namespace Plenum.AspNetCore;

/// <summary>A TURN server, either with a <see cref="Secret"/> it shares with us or with a fixed user.</summary>
public sealed class TurnServerOptions
{
    /// <summary><c>turn:turn.example.org:3478?transport=udp</c> or <c>turns:</c> (RFC 7065).</summary>
    public IList<string> Urls { get; } = [];

    /// <summary>
    /// The secret of coturn's <c>use-auth-secret</c> (<c>static-auth-secret</c>). Each client gets a user name and a
    /// password of its own that run out after <see cref="Lifetime"/>.
    /// </summary>
    public string Secret { get; set; } = "";

    /// <summary>How long a client's credential lasts. 1 minute to 7 days; default 6 h.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(6);

    /// <summary>A fixed user name, where there is no <see cref="Secret"/>.</summary>
    public string Username { get; set; } = "";

    /// <summary>The fixed user's password.</summary>
    public string Credential { get; set; } = "";
}
