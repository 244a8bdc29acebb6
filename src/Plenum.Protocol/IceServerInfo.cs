namespace Plenum.Protocol;

/// <summary>A STUN or TURN server, in the form of the browser's <c>RTCIceServer</c>.</summary>
public sealed record IceServerInfo
{
    /// <summary><c>stun:</c>, <c>turn:</c> or <c>turns:</c> URIs (RFC 7064, RFC 7065).</summary>
    public required IReadOnlyList<string> Urls { get; init; }

    /// <summary>For TURN. With time-limited credentials: <c>expiry:participant</c>.</summary>
    public string? Username { get; init; }

    /// <summary>For TURN.</summary>
    public string? Credential { get; init; }

    /// <summary>When the credential runs out; ask for fresh servers before.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
