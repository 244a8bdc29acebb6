using System.Net;
using System.Net.Sockets;
using Plenum.Rtc;

namespace Plenum.Engine.Io.Portable;

/// <summary>The same sockets by the Socket API alone, a system call a datagram: for every system that .NET runs on.</summary>
internal sealed class PortableUdpIo : UdpIo
{
    private readonly UdpIoOptions _options;
    private readonly List<Socket?> _sockets = [];
    private readonly List<TransportAddress> _locals = [];
    private readonly List<Socket> _ready = [];
    private readonly Socket _waker;
    private readonly SocketAddress _wakerAddress;
    private readonly List<SocketAddress> _senders = [];
    private readonly Dictionary<TransportAddress, SocketAddress> _destinations = [];
    private int _nextSocket;

    public PortableUdpIo(UdpIoOptions options)
    {
        _options = options;
        try
        {
            foreach (var address in options.Addresses)
                Open(address);
            _waker = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
            _waker.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            _wakerAddress = _waker.LocalEndPoint!.Serialize();
        }
        catch
        {
            Dispose(true);
            throw;
        }
    }

    public override IReadOnlyList<TransportAddress> Locals => _locals;

    public override int Receive(ReceiveBatch batch)
    {
        batch.Clear();
        if (_sockets.Count == 0)
            return 0;
        // A share each, beginning at another socket each time, so that a busy one cannot starve the rest.
        var share = Math.Max(1, batch.Messages / _sockets.Count);
        var message = 0;
        for (var asked = 0; asked < _sockets.Count && message < batch.Messages; asked++)
        {
            var end = Math.Min(message + share, batch.Messages);
            while (message < end && TryReceive(_nextSocket, message, batch))
                message++;
            _nextSocket = (_nextSocket + 1) % _sockets.Count;
        }

        return batch.Count;
    }

    public override void Send(SendBatch batch)
    {
        foreach (ref readonly var message in batch.Messages)
        {
            for (var cursor = message.FirstPiece; cursor >= 0;)
            {
                var piece = batch.NextPiece(ref cursor);
                for (var offset = 0; offset < piece.Length; offset += message.Segment)
                    SendOne(piece.Slice(offset, Math.Min(message.Segment, piece.Length - offset)), message);
            }
        }

        batch.Clear();
    }

    public override int Open(TransportAddress address)
    {
        var socket = UdpSockets.Open(address, _options);
        UdpSockets.NoteBuffers(socket, Counters);
        var index = UdpSockets.Place(socket, _sockets, _locals);
        if (index < _senders.Count)
            _senders[index] = new(socket.AddressFamily);
        else
            _senders.Add(new(socket.AddressFamily));
        return index;
    }

    public override void Close(int socket) => UdpSockets.Remove(socket, _sockets, _locals);

    public override void Wait(TimeSpan timeout)
    {
        _ready.Clear();
        _ready.AddRange(_sockets.OfType<Socket>());
        _ready.Add(_waker);
        Socket.Select(_ready, null, null, TimeSpan.FromMilliseconds(ToPollMilliseconds(timeout)));
        if (!_ready.Contains(_waker))
            return;
        Span<byte> nothing = stackalloc byte[1];
        while (_waker.Available > 0)
            _waker.Receive(nothing);
    }

    public override void Wake()
    {
        try
        {
            _waker.SendTo([1], SocketFlags.None, _wakerAddress);
        }
        catch (SocketException)
        {
            // The waker's buffer is full of wake-ups: it wakes anyway.
        }
    }

    protected override void Dispose(bool disposing)
    {
        foreach (var socket in _sockets)
            socket?.Dispose();
        _waker?.Dispose();
    }

    private bool TryReceive(int socket, int message, ReceiveBatch batch)
    {
        // Polling first: an exception for "nothing there" would cost more than all datagrams of a batch.
        if (_sockets[socket] is not { } from || !from.Poll(0, SelectMode.SelectRead))
            return false;
        var sender = _senders[socket];
        try
        {
            var length = from.ReceiveFrom(batch.MessageBytes(message), SocketFlags.None, sender);
            Counters.ReceiveCalls++;
            Counters.ReceivedDatagrams++;
            Counters.ReceivedBytes += length;
            if (length > 0)
                batch.Add(message, length, length, socket, ReadAddress(sender));
            return true;
        }
        catch (SocketException)
        {
            // An ICMP error of a datagram sent before (Windows reports it here): not this socket's end.
            return false;
        }
    }

    private void SendOne(ReadOnlySpan<byte> datagram, in SendMessage message)
    {
        try
        {
            _sockets[message.Socket]!.SendTo(datagram, SocketFlags.None, AddressOf(message.Remote));
            Counters.SendCalls++;
            Counters.SentDatagrams++;
            Counters.SentBytes += datagram.Length;
        }
        catch (SocketException refusal) when (refusal.SocketErrorCode is SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable)
        {
            Counters.SendBufferFull++;
        }
        catch (SocketException)
        {
            Counters.SendRefused++;
        }
    }

    /// <summary>Serialized once per destination; forgotten all at once when peers have come and gone for long.</summary>
    private SocketAddress AddressOf(in TransportAddress remote)
    {
        if (_destinations.TryGetValue(remote, out var address))
            return address;
        if (_destinations.Count >= 65_536)
            _destinations.Clear();
        return _destinations[remote] = remote.ToIPEndPoint().Serialize();
    }

    private static TransportAddress ReadAddress(SocketAddress address)
    {
        var bytes = address.Buffer.Span;
        var port = (bytes[2] << 8) | bytes[3];
        return address.Family == AddressFamily.InterNetwork
            ? TransportAddress.FromBytes(bytes.Slice(4, 4), port)
            : TransportAddress.FromBytes(bytes.Slice(8, 16), port);
    }
}
