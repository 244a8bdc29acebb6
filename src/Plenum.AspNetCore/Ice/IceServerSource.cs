using Microsoft.Extensions.Options;
using Plenum.Protocol;

namespace Plenum.AspNetCore.Ice;

/// <summary>The STUN and TURN servers that a participant is told of.</summary>
internal sealed class IceServerSource(IOptions<PlenumOptions> options, TimeProvider clock)
{
    private readonly IceOptions _ice = options.Value.Ice;

    public IReadOnlyList<IceServerInfo> For(string participant)
    {
        var servers = new List<IceServerInfo>(_ice.TurnServers.Count + 1);
        if (_ice.StunUrls.Count > 0)
            servers.Add(new IceServerInfo { Urls = [.. _ice.StunUrls] });

        servers.AddRange(_ice.TurnServers.Select(turn => turn.Secret.Length > 0 ? Limited(turn, participant) : Fixed(turn)));
        return servers;
    }

    private IceServerInfo Limited(TurnServerOptions turn, string participant)
    {
        var expires = clock.GetUtcNow() + turn.Lifetime;
        var (username, password) = TurnCredential.Create(turn.Secret, participant, expires);
        return new IceServerInfo
        {
            Urls = [.. turn.Urls],
            Username = username,
            Credential = password,
            ExpiresAt = DateTimeOffset.FromUnixTimeSeconds(expires.ToUnixTimeSeconds()),
        };
    }

    private static IceServerInfo Fixed(TurnServerOptions turn) =>
        new() { Urls = [.. turn.Urls], Username = turn.Username, Credential = turn.Credential };
}
