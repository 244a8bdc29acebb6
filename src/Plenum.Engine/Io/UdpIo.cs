using Plenum.Rtc;

namespace Plenum.Engine.Io;

/// <summary>
/// The UDP sockets of one shard: one per local address from the start, and those that are opened later. Everything but <see cref="Wake"/> belongs to the shard's
/// thread. Receives and sends in batches, so the virtual calls cost nothing per packet.
/// </summary>
public abstract class UdpIo : IDisposable
{
    /// <summary>
    /// The bound addresses with their ports; a socket's index is its place in this list. That of a closed socket is none.
    /// </summary>
    public abstract IReadOnlyList<TransportAddress> Locals { get; }

    /// <summary>What was received, sent and lost.</summary>
    public UdpIoCounters Counters { get; } = new();

    /// <summary>Opens the sockets: with batched system calls on Linux, with the portable Socket API elsewhere.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">An address cannot be bound.</exception>
    public static UdpIo Open(UdpIoOptions options) =>
        OperatingSystem.IsLinux() && !options.Portable
            ? new Linux.LinuxUdpIo(options)
            : new Portable.PortableUdpIo(options);

    /// <summary>
    /// For many clients of servers on this machine: addresses that are opened later are of 127.0.0.0/8, one each, all
    /// behind one socket, so that a client more costs neither a descriptor nor a system call. Linux only.
    /// </summary>
    /// <param name="options">How the one socket is opened; it has no address from the start.</param>
    /// <exception cref="PlatformNotSupportedException">The system is not Linux.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">No socket is to be had.</exception>
    public static UdpIo OpenLoopback(UdpIoOptions options) =>
        OperatingSystem.IsLinux()
            ? new Linux.LoopbackUdpIo(options)
            : throw new PlatformNotSupportedException("Loopback addresses share a socket on Linux only.");

    /// <summary>
    /// Fills the batch with what waits in the sockets' buffers, and never blocks. The datagrams' bytes are the
    /// caller's, to decrypt in place, until the next call.
    /// </summary>
    /// <returns>How many datagrams the batch now holds; 0 when nothing waited.</returns>
    public abstract int Receive(ReceiveBatch batch);

    /// <summary>Sends all of the batch and clears it. What cannot be sent is dropped and counted.</summary>
    public abstract void Send(SendBatch batch);

    /// <summary>Opens one more socket, with buffers as asked for at the start.</summary>
    /// <param name="address">The address to bind; port 0 lets the system choose.</param>
    /// <returns>Its index, maybe that of a socket that was closed.</returns>
    /// <exception cref="System.Net.Sockets.SocketException">The address cannot be bound.</exception>
    public abstract int Open(TransportAddress address);

    /// <summary>Closes a socket; what waits in its buffers is lost.</summary>
    public abstract void Close(int socket);

    /// <summary>Blocks until a datagram waits, <see cref="Wake"/> was called, or the time is over.</summary>
    /// <param name="timeout">At least zero; rounded up to a millisecond.</param>
    public abstract void Wait(TimeSpan timeout);

    /// <summary>Ends the current or the next <see cref="Wait"/>. Any thread may call it.</summary>
    public abstract void Wake();

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the sockets.</summary>
    protected abstract void Dispose(bool disposing);

    /// <summary>A time-out for poll(2): whole milliseconds, never early.</summary>
    protected static int ToPollMilliseconds(TimeSpan timeout) =>
        (int)Math.Clamp(Math.Ceiling(timeout.TotalMilliseconds), 0, 60_000);
}
