using System.Net;
using System.Net.Sockets;
using Plenum.Rtc;

namespace Plenum.Engine.Io;

/// <summary>Opens a shard's sockets; what both kinds of <see cref="UdpIo"/> have in common.</summary>
internal static class UdpSockets
{
    public static Socket Open(TransportAddress address, UdpIoOptions options)
    {
        var endPoint = address.ToIPEndPoint();
        var socket = new Socket(endPoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        try
        {
            if (address.IsIPv6)
                socket.DualMode = false;
            socket.ReceiveBufferSize = options.ReceiveBufferBytes;
            socket.SendBufferSize = options.SendBufferBytes;
            socket.Bind(endPoint);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Puts a socket where one was closed, or behind the last.</summary>
    /// <returns>Its index.</returns>
    public static int Place(Socket socket, List<Socket?> sockets, List<TransportAddress> locals)
    {
        var local = TransportAddress.From((IPEndPoint)socket.LocalEndPoint!);
        var free = sockets.IndexOf(null);
        if (free < 0)
        {
            sockets.Add(socket);
            locals.Add(local);
            return sockets.Count - 1;
        }

        (sockets[free], locals[free]) = (socket, local);
        return free;
    }

    /// <summary>Closes a socket and leaves its place free.</summary>
    public static void Remove(int index, List<Socket?> sockets, List<TransportAddress> locals)
    {
        sockets[index]?.Dispose();
        (sockets[index], locals[index]) = (null, default);
    }

    /// <summary>The system may have given less than was asked for; the smallest is what bursts will meet.</summary>
    public static void NoteBuffers(Socket socket, UdpIoCounters counters)
    {
        counters.ReceiveBufferBytes = Smallest(counters.ReceiveBufferBytes, socket.ReceiveBufferSize);
        counters.SendBufferBytes = Smallest(counters.SendBufferBytes, socket.SendBufferSize);
    }

    private static int Smallest(int noted, int bytes) => noted == 0 ? bytes : Math.Min(noted, bytes);
}
