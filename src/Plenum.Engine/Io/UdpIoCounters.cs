namespace Plenum.Engine.Io;

/// <summary>
/// What a shard's sockets did, written by the shard's thread alone. Readers on other threads see each value whole but
/// not all of one moment.
/// </summary>
public sealed class UdpIoCounters
{
    /// <summary>Datagrams taken from the sockets.</summary>
    public long ReceivedDatagrams { get; internal set; }

    /// <summary>Their bytes.</summary>
    public long ReceivedBytes { get; internal set; }

    /// <summary>System calls that returned datagrams.</summary>
    public long ReceiveCalls { get; internal set; }

    /// <summary>Datagrams that the kernel threw away because a receive buffer was full (SO_RXQ_OVFL).</summary>
    public long ReceiveOverflows { get; internal set; }

    /// <summary>Datagrams larger than the space for one; thrown away.</summary>
    public long ReceiveTruncated { get; internal set; }

    /// <summary>Datagrams to an address that no socket has any more; thrown away.</summary>
    public long ReceiveUnaddressed { get; internal set; }

    /// <summary>Datagrams handed to the kernel.</summary>
    public long SentDatagrams { get; internal set; }

    /// <summary>Their bytes.</summary>
    public long SentBytes { get; internal set; }

    /// <summary>System calls that sent datagrams.</summary>
    public long SendCalls { get; internal set; }

    /// <summary>Datagrams dropped because a send buffer was full.</summary>
    public long SendBufferFull { get; internal set; }

    /// <summary>Datagrams that the kernel refused for another reason: no route, not permitted, too long.</summary>
    public long SendRefused { get; internal set; }

    /// <summary>The smallest receive buffer that the system gave, in bytes.</summary>
    public int ReceiveBufferBytes { get; internal set; }

    /// <summary>The smallest send buffer that the system gave, in bytes.</summary>
    public int SendBufferBytes { get; internal set; }
}
