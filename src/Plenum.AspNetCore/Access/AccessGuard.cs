using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Plenum.AspNetCore.Access;

/// <summary>Refuses to start a server that nobody could enter, or that everybody could by accident.</summary>
internal sealed class AccessGuard(DevMode devMode, IOptions<PlenumOptions> options, IServer server) : IHostedLifecycleService
{
    public const string NoKey =
        "Plenum has no key for join tokens, so nobody could enter a room. Set Plenum:Access:Keys:0:Secret (environment: "
        + "Plenum__Access__Keys__0__Secret) to at least 32 random bytes, for example from `openssl rand -base64 48`; or, "
        + "to open rooms to anybody on this machine, set Plenum:DevMode to true (`--dev`).";

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!devMode.IsOn && options.Value.Access.Keys.Count == 0)
            throw new InvalidOperationException(NoKey);

        return Task.CompletedTask;
    }

    /// <summary>Only now are the addresses known, wherever they were configured.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        if (devMode.IsLoopbackOnly && addresses.FirstOrDefault(address => !IsLoopback(address)) is { } reachable)
        {
            throw new InvalidOperationException(
                $"Plenum is in dev mode, in which anybody may enter any room, and listens on {reachable}, which other "
                + "machines can reach. Listen on localhost; or set Plenum:Access:Keys:0:Secret and Plenum:DevMode to "
                + "false; or, if this is what you want, set Plenum:ForceDevMode to true (`--force-dev`).");
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static bool IsLoopback(string address)
    {
        // Kestrel also takes http://*:80, http://+:80 and http://unix:/path, which are no URIs.
        if (address.Contains("://unix:", StringComparison.OrdinalIgnoreCase))
            return true;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
            return false;

        return uri.Host == "localhost"
            || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }
}
