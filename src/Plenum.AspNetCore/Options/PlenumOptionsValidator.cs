using System.Text;
using Microsoft.Extensions.Options;
using Plenum.AspNetCore.Access;
using Plenum.AspNetCore.Hosting.Media;
using Plenum.Rooms;

namespace Plenum.AspNetCore;

/// <summary>Says of each wrong option what it is called in the configuration, what it is, and what it may be.</summary>
internal sealed class PlenumOptionsValidator : IValidateOptions<PlenumOptions>
{
    public ValidateOptionsResult Validate(string? name, PlenumOptions options)
    {
        var problems = new OptionProblems();
        CheckAccess(problems, options.Access);
        CheckRooms(problems, options.Rooms);
        CheckSignaling(problems, options.Signaling);
        CheckMedia(problems, options.Media, options.Rooms.Defaults.Topology);
        CheckHttpSessions(problems, options.HttpSessions);
        CheckIce(problems, options.Ice);
        return problems.ToResult();
    }

    private static void CheckAccess(OptionProblems problems, AccessOptions access)
    {
        problems.Check("Access:ClockSkew", access.ClockSkew, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        problems.Check("Access:MaxTokenLength", access.MaxTokenLength, 256, 65_536);
        problems.Check(
            "Access:ResumeTokenLifetime", access.ResumeTokenLifetime, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30));
        problems.Check("Access:RestartWindow", access.RestartWindow, TimeSpan.Zero, TimeSpan.FromHours(1));
        CheckKeys(problems, access);
        for (var i = 0; i < access.AllowedOrigins.Count; i++)
        {
            if (!IsOrigin(access.AllowedOrigins[i]))
                problems.Add($"Access:AllowedOrigins:{i}", $"is '{access.AllowedOrigins[i]}'; write https://host or https://host:port, or * for all.");
        }
    }

    private static void CheckKeys(OptionProblems problems, AccessOptions access)
    {
        for (var i = 0; i < access.Keys.Count; i++)
        {
            if (Encoding.UTF8.GetByteCount(access.Keys[i].Secret ?? "") < TokenKey.MinSecretBytes)
                problems.Add($"Access:Keys:{i}:Secret", $"is shorter than {TokenKey.MinSecretBytes} bytes; use for example the output of `openssl rand -base64 48`.");
        }

        if (access.Keys.Where(key => !string.IsNullOrEmpty(key.Id)).GroupBy(key => key.Id).Any(group => group.Count() > 1))
            problems.Add("Access:Keys", "has two keys with the same Id; give each its own.");
    }

    private static void CheckRooms(OptionProblems problems, RoomsOptions rooms)
    {
        problems.Check("Rooms:MaxRooms", rooms.MaxRooms, 1, 1_000_000);
        problems.Check("Rooms:MailboxCapacity", rooms.MailboxCapacity, 16, 1_000_000);
        foreach (var problem in rooms.Defaults.Problems())
            problems.Add("Rooms:Defaults", problem, ": ");
    }

    private static void CheckSignaling(OptionProblems problems, SignalingOptions signaling)
    {
        var least = TimeSpan.FromMilliseconds(100);
        problems.Check("Signaling:HeartbeatInterval", signaling.HeartbeatInterval, least, TimeSpan.FromMinutes(1));
        problems.Check("Signaling:JoinTimeout", signaling.JoinTimeout, least, TimeSpan.FromMinutes(5));
        problems.Check("Signaling:MaxMessageBytes", signaling.MaxMessageBytes, 1024, 1024 * 1024);
        problems.Check("Signaling:MaxSignalBytes", signaling.MaxSignalBytes, 1024, 1024 * 1024);
        problems.Check("Signaling:OffersPerSecond", signaling.OffersPerSecond, 1, 100_000);
        problems.Check("Signaling:OfferBurst", signaling.OfferBurst, 1, 1_000_000);
        problems.Check("Signaling:MessagesPerSecond", signaling.MessagesPerSecond, 1, 100_000);
        problems.Check("Signaling:MessageBurst", signaling.MessageBurst, 1, 1_000_000);
        problems.Check("Signaling:MaxRateViolations", signaling.MaxRateViolations, 0, 100_000);
        problems.Check("Signaling:MaxMalformedMessages", signaling.MaxMalformedMessages, 0, 100_000);
        problems.Check("Signaling:MaxQueuedMessages", signaling.MaxQueuedMessages, 16, 1_000_000);
        problems.Check("Signaling:MaxQueuedBytes", signaling.MaxQueuedBytes, 64 * 1024, 1024 * 1024 * 1024);
        problems.Check("Signaling:MaxSocketsPerAddress", signaling.MaxSocketsPerAddress, 1, 1_000_000);
        problems.Check("Signaling:MaxPendingSockets", signaling.MaxPendingSockets, 1, 1_000_000);
    }

    private static void CheckMedia(OptionProblems problems, MediaOptions media, TopologyMode topology)
    {
        if (!media.Enabled && topology == TopologyMode.Sfu)
            problems.Add("Rooms:Defaults:Topology", "is Sfu, but Plenum:Media:Enabled is false; set one of them to something else.");
        if (!MediaAddresses.IsValid(media.Address))
            problems.Add("Media:Address", $"is '{media.Address}'; write addresses of this machine with commas between, or leave it out for all.");
        problems.Check("Media:Port", media.Port ?? 0, 0, 65_535);
        problems.Check("Media:Shards", media.Shards, 0, 256);
        problems.Check("Media:Niceness", media.Niceness, -40, 39);
        problems.Check("Media:RoomConnectionsPerShard", media.RoomConnectionsPerShard, 0, 100_000);
        problems.Check("Media:MaxConnections", media.MaxConnections, 0, 1_000_000);
    }

    private static void CheckHttpSessions(OptionProblems problems, HttpSessionsOptions sessions)
    {
        problems.Check("HttpSessions:MaxSessionsPerAddress", sessions.MaxSessionsPerAddress, 1, 1_000_000);
        problems.Check("HttpSessions:MaxPendingSessions", sessions.MaxPendingSessions, 1, 1_000_000);
        problems.Check("HttpSessions:MaxBodyBytes", sessions.MaxBodyBytes, 1024, 1024 * 1024);
    }

    private static void CheckIce(OptionProblems problems, IceOptions ice)
    {
        for (var i = 0; i < ice.StunUrls.Count; i++)
            CheckUrl(problems, $"Ice:StunUrls:{i}", ice.StunUrls[i], "stun:", "stuns:");

        for (var i = 0; i < ice.TurnServers.Count; i++)
            CheckTurn(problems, $"Ice:TurnServers:{i}", ice.TurnServers[i]);
    }

    private static void CheckTurn(OptionProblems problems, string path, TurnServerOptions turn)
    {
        if (turn.Urls.Count == 0)
            problems.Add($"{path}:Urls", "is empty; give at least one, for example turn:turn.example.org:3478.");
        for (var i = 0; i < turn.Urls.Count; i++)
            CheckUrl(problems, $"{path}:Urls:{i}", turn.Urls[i], "turn:", "turns:");

        var isFixed = !string.IsNullOrEmpty(turn.Username) && !string.IsNullOrEmpty(turn.Credential);
        if (string.IsNullOrEmpty(turn.Secret) && !isFixed)
            problems.Add(path, "has no way to log in; set Secret (coturn's static-auth-secret), or Username and Credential.");

        problems.Check($"{path}:Lifetime", turn.Lifetime, TimeSpan.FromMinutes(1), TimeSpan.FromDays(7));
    }

    private static void CheckUrl(OptionProblems problems, string path, string url, string scheme, string secureScheme)
    {
        // TURN and STUN URIs have no slashes (RFC 7064, RFC 7065); browsers throw on those that do.
        var host = url.StartsWith(scheme, StringComparison.Ordinal) ? url[scheme.Length..]
            : url.StartsWith(secureScheme, StringComparison.Ordinal) ? url[secureScheme.Length..]
            : "";
        if (host.Length == 0 || host.Contains('/', StringComparison.Ordinal))
            problems.Add(path, $"is '{url}'; write {scheme}host:port or {secureScheme}host:port.");
    }

    private static bool IsOrigin(string origin) =>
        origin == "*"
        || (Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            && uri.GetLeftPart(UriPartial.Authority) == origin.TrimEnd('/'));
}
