using System.Net.Sockets;

namespace Plenum.Engine.Io.Linux;

/// <summary>The options that every socket driven by batches has.</summary>
internal static class LinuxSockets
{
    public static void Prepare(Socket socket, UdpIoOptions options, UdpIoCounters counters)
    {
        if (options.ReceiveOffload)
            socket.SetRawSocketOption(Libc.SolUdp, Libc.UdpGro, BitConverter.GetBytes(1));
        socket.SetRawSocketOption(Libc.SolSocket, Libc.SoReceiveQueueOverflow, BitConverter.GetBytes(1));
        // A datagram that may be fragmented needs a number, which the kernel counts for each destination in memory that is cold
        // where there are many. What a path does not carry whole is sent in fragments all the same (BatchSender).
        if (socket.AddressFamily == AddressFamily.InterNetwork)
            socket.SetRawSocketOption(Libc.SolIp, Libc.IpMtuDiscover, BitConverter.GetBytes(Libc.NeverFragment));
        ForceBuffers(socket, options);
        UdpSockets.NoteBuffers(socket, counters);
    }

    /// <summary>With CAP_NET_ADMIN a buffer may exceed net.core.rmem_max; without, what was given stays.</summary>
    private static void ForceBuffers(Socket socket, UdpIoOptions options)
    {
        try
        {
            socket.SetRawSocketOption(
                Libc.SolSocket, Libc.SoReceiveBufferForce, BitConverter.GetBytes(options.ReceiveBufferBytes));
            socket.SetRawSocketOption(
                Libc.SolSocket, Libc.SoSendBufferForce, BitConverter.GetBytes(options.SendBufferBytes));
        }
        catch (SocketException)
        {
            // Not permitted: the counters tell what there is.
        }
    }
}
