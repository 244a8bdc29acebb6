namespace Plenum.AspNetCore;

/// <summary>Who may come in.</summary>
public sealed class AccessOptions
{
    /// <summary>
    /// The keys join tokens may be signed with; the first one signs those that this server mints. List two while one
    /// replaces the other. There is no default.
    /// </summary>
    public IList<TokenKeyOptions> Keys { get; } = [];

    /// <summary>How far the clock of whoever mints tokens may be off. 0 to 5 minutes; default 30 s.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest join token in characters. 256 to 65,536; default 8,192.</summary>
    public int MaxTokenLength { get; set; } = 8192;

    /// <summary>
    /// How long after it was given out a resume token re-admits to a server that has lost its memory. 1 minute to
    /// 30 days; default 24 h.
    /// </summary>
    public TimeSpan ResumeTokenLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// How long after its start a server re-admits who was in a room before. Later, a resume token of before the start is
    /// refused, and its client joins anew. Zero to 1 hour; default 5 minutes.
    /// </summary>
    public TimeSpan RestartWindow { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Origins, besides the server's own, whose pages may open the signalling socket: <c>https://example.org</c>, or
    /// <c>*</c> for all. Clients that are no browsers send no origin and are let through: origins protect browsers'
    /// users, tokens protect rooms.
    /// </summary>
    public IList<string> AllowedOrigins { get; } = [];
}
