using System.Net;
using System.Net.WebSockets;

namespace Plenum.AspNetCore.Tests.Support;

/// <summary>A WebSocket handshake for its status.</summary>
internal static class Handshake
{
    public static async Task<HttpStatusCode> StatusAsync(Uri rtc, string? origin = null, string? hostHeader = null)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);
        if (hostHeader is not null)
            socket.Options.SetRequestHeader("Host", hostHeader);

        try
        {
            await socket.ConnectAsync(rtc, TestContext.Current.CancellationToken);
        }
        catch (WebSocketException)
        {
            // The status says why.
        }

        return socket.HttpStatusCode;
    }
}
