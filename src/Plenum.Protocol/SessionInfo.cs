namespace Plenum.Protocol;

/// <summary>What a client needs to keep a session alive and to take it up again.</summary>
public sealed record SessionInfo
{
    /// <summary>For <see cref="Request.Resume"/>. A secret of this client; opaque.</summary>
    public required string ResumeToken { get; init; }

    /// <summary>
    /// Names this incarnation of the room. When it differs after a resume, the server has lost its memory (a restart):
    /// whoever is missing from the snapshot has <see cref="GraceMs"/> to come back before their links are given up.
    /// </summary>
    public required string Epoch { get; init; }

    /// <summary>
    /// The interval of <see cref="ServerMessage.Ping"/> in milliseconds. A socket that is silent for two and a half of
    /// them is dead, for either side.
    /// </summary>
    public required int HeartbeatMs { get; init; }

    /// <summary>How long a participant without a socket stays in the room, in milliseconds.</summary>
    public required int GraceMs { get; init; }

    /// <summary>STUN and TURN servers.</summary>
    public required IReadOnlyList<IceServerInfo> IceServers { get; init; }
}
