using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Plenum.LoadTest.Targets;

/// <summary>
/// Requests to a server on this machine come from as many addresses as participants would have: servers bound what one
/// address may do, and a thousand participants behind one are not what they guard against.
/// </summary>
internal static class OwnAddresses
{
    /// <summary>127.96.0.0: apart from the addresses of media.</summary>
    private const uint First = 0x7F60_0000;
    private const int Count = 1 << 16;

    /// <summary>A handler for HTTP and WebSockets.</summary>
    public static SocketsHttpHandler CreateHandler(int mostConnections)
    {
        var handler = new SocketsHttpHandler { MaxConnectionsPerServer = mostConnections };
        // Asked once for all: to ask the system's resolver for each participant would be the test's cost, not the server's.
        var known = new ConcurrentDictionary<string, IPAddress[]>();
        if (OperatingSystem.IsLinux())
            handler.ConnectCallback = (context, cancellationToken) => ConnectAsync(known, context, cancellationToken);
        return handler;
    }

    private static async ValueTask<Stream> ConnectAsync(
        ConcurrentDictionary<string, IPAddress[]> known, SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (!known.TryGetValue(context.DnsEndPoint.Host, out var hosts))
                hosts = known[context.DnsEndPoint.Host] = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken).ConfigureAwait(false);
            if (Array.Find(hosts, host => host.AddressFamily == AddressFamily.InterNetwork && IPAddress.IsLoopback(host)) is not null)
                socket.Bind(new IPEndPoint(Next(), 0));
            await socket.ConnectAsync(hosts, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static IPAddress Next()
    {
        var address = First + (uint)Random.Shared.Next(1, Count);
        return new IPAddress([(byte)(address >> 24), (byte)(address >> 16), (byte)(address >> 8), (byte)address]);
    }
}
