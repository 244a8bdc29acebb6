using Plenum.Engine.Io;
using Plenum.Rtc;
using Plenum.Rtc.Ice.Turn;

namespace Plenum.Engine.Shards;

/// <summary>
/// What a shard sends: the peers' own control datagrams, and media that the handler writes straight into the batch.
/// A full batch is sent at once; the rest at the end of the loop's round.
/// </summary>
public sealed class ShardSender : IDatagramSink
{
    private readonly UdpIo _io;
    private readonly SendBatch _batch = new();
    private readonly Dictionary<TransportAddress, int> _socketByLocal = [];

    /// <summary>Of the last control datagram: what a client sends goes this way, too, all of it to one server.</summary>
    private SendPlace _control;

    internal ShardSender(UdpIo io)
    {
        _io = io;
        for (var socket = 0; socket < io.Locals.Count; socket++)
            Bind(socket);
    }

    /// <summary>Control datagrams dropped because no socket has their local address, or they are too long.</summary>
    public long Unsendable { get; private set; }

    /// <summary>
    /// Space for a packet to a peer, to be filled and given to <see cref="Commit"/> before anything else is reserved.
    /// </summary>
    /// <param name="peer">A peer with a route.</param>
    /// <param name="maxLength">The most bytes that will be committed, at most 2048.</param>
    public Span<byte> Reserve(ShardPeer peer, int maxLength)
    {
        ref readonly var route = ref peer.Peer.Route;
        var overhead = route.Overhead;
        if (_batch.IsDue(peer.Socket, route.Path.Remote))
            _io.Send(_batch);
        var space = _batch.Reserve(maxLength + overhead);
        if (space.IsEmpty)
        {
            _io.Send(_batch);
            space = _batch.Reserve(maxLength + overhead);
        }

        return space[overhead..];
    }

    /// <summary>Sends what was written into the reserved space.</summary>
    public void Commit(ShardPeer peer, int length)
    {
        ref readonly var route = ref peer.Peer.Route;
        if (peer.Socket < 0 || route.IsNone)
            return;
        if (route.Channel != 0)
            ChannelData.WriteHeader(_batch.Reserve(route.Overhead), route.Channel, length);
        _batch.Commit(length + route.Overhead, peer.Socket, route.Path.Remote, ref peer.Place);
    }

    /// <inheritdoc />
    public void Send(ReadOnlySpan<byte> datagram, TransportPath path)
    {
        if (datagram.IsEmpty || datagram.Length > Packets.PacketSlab.SlotSize
            || !_socketByLocal.TryGetValue(path.Local, out var socket))
        {
            Unsendable++;
            return;
        }

        if (_batch.Reserve(datagram.Length).IsEmpty)
            _io.Send(_batch);
        datagram.CopyTo(_batch.Reserve(datagram.Length));
        _batch.Commit(datagram.Length, socket, path.Remote, ref _control);
    }

    internal void Bind(int socket) => _socketByLocal[_io.Locals[socket]] = socket;

    internal void Unbind(int socket) => _socketByLocal.Remove(_io.Locals[socket]);

    internal int SocketOf(in TransportAddress local) => _socketByLocal.GetValueOrDefault(local, -1);

    /// <summary>Sends what waits now, instead of at the end of the round.</summary>
    public void Flush()
    {
        if (!_batch.IsEmpty)
            _io.Send(_batch);
    }
}
