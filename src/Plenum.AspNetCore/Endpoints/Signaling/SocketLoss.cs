using System.Net.WebSockets;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>What sockets throw when the other end or the network is gone: not a bug.</summary>
internal static class SocketLoss
{
    public static bool Is(Exception exception) =>
        exception is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException;
}
