using System.Diagnostics;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Plenum.AspNetCore.Access;
using Plenum.AspNetCore.Hosting;
using Plenum.AspNetCore.Telemetry;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>The way from an HTTP request to a signalling session.</summary>
internal sealed class SignalingEndpoint(
    OriginPolicy origins,
    ConnectionIds ids,
    IHostApplicationLifetime lifetime,
    SignalingServices services)
{
    private readonly ConnectionLimiter _limiter =
        new(services.Options.MaxSocketsPerAddress, services.Options.MaxPendingSockets);

    public async Task HandleAsync(HttpContext context)
    {
        var refusal = Check(context);
        using var lease = refusal == SocketRefusal.None ? TryTake(context, out refusal) : null;
        if (lease is null)
        {
            Refuse(context, refusal);
            return;
        }

        // The session has heartbeats of its own, which also find clients that are alive but no longer listen.
        using var socket = await context.WebSockets.AcceptWebSocketAsync(
            new WebSocketAcceptContext { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        await RunAsync(socket, lease, context);
    }

    private async Task RunAsync(WebSocket socket, ConnectionLease lease, HttpContext context)
    {
        var connection = ids.Next();
        SignalingLog.Opened(services.Logger, connection.Value, Address(context));
        services.Metrics.SocketOpened();

        // A socket lives as long as a call: its requests are traces of their own, not children of the handshake.
        Activity.Current = null;
        using var session = new SignalingSession(socket, connection, lease, services);
        using var stopping = lifetime.ApplicationStopping.Register(session.Stop);
        try
        {
            await session.RunAsync(context.RequestAborted);
        }
        finally
        {
            services.Metrics.SocketGone();
        }
    }

    private ConnectionLease? TryTake(HttpContext context, out SocketRefusal refusal)
    {
        var lease = _limiter.TryTake(context.Connection.RemoteIpAddress, out var verdict);
        refusal = verdict switch
        {
            LimitVerdict.Pass => SocketRefusal.None,
            LimitVerdict.TooManyOfAddress => SocketRefusal.TooManyOfAddress,
            _ => SocketRefusal.TooManyPending,
        };
        return lease;
    }

    private SocketRefusal Check(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
            return SocketRefusal.NoWebSocket;
        if (!origins.Allows(context.Request))
            return SocketRefusal.Origin;

        return lifetime.ApplicationStopping.IsCancellationRequested ? SocketRefusal.Stopping : SocketRefusal.None;
    }

    private void Refuse(HttpContext context, SocketRefusal refusal)
    {
        services.Metrics.SocketRefused(refusal.ToString());
        SignalingLog.Refused(services.Logger, Address(context), refusal);
        context.Response.StatusCode = refusal switch
        {
            SocketRefusal.NoWebSocket => StatusCodes.Status426UpgradeRequired,
            SocketRefusal.Origin => StatusCodes.Status403Forbidden,
            SocketRefusal.TooManyOfAddress => StatusCodes.Status429TooManyRequests,
            _ => StatusCodes.Status503ServiceUnavailable,
        };
    }

    private static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";
}
