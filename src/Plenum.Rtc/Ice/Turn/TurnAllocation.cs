using Plenum.Rtc.Stun;

namespace Plenum.Rtc.Ice.Turn;

/// <summary>
/// An allocation on a TURN server over UDP (RFC 8656): made, kept, and used by permissions and channels, with
/// long-term credentials (RFC 8489, section 9.2). A state machine like the rest: told the time, told its datagrams.
/// </summary>
public sealed class TurnAllocation
{
    private const int MaxChallenges = 3;

    private readonly TurnRequestWriter _writer;
    private readonly TransportAddress _base;
    private readonly IDatagramSink _sink;
    private readonly Dictionary<StunTransactionId, TurnRequest> _requests = [];
    private readonly Dictionary<TransportAddress, TurnPeer> _peers = [];
    private readonly Dictionary<ushort, TurnPeer> _channels = [];
    private readonly List<TurnRequest> _due = [];
    private TransportAddress _server;
    private Timestamp _refreshDue = Timestamp.Never;
    private ushort _nextChannel = TurnWire.FirstChannel;
    private bool _wasRedirected;

    /// <summary>Asks for an allocation at once.</summary>
    /// <param name="server">The server and its credentials.</param>
    /// <param name="localBase">Our address, from which the server is reached.</param>
    /// <param name="entropy">For transaction ids.</param>
    /// <param name="sink">Takes what goes to the server.</param>
    /// <param name="now">The time.</param>
    public TurnAllocation(
        TurnServer server, TransportAddress localBase, IEntropy entropy, IDatagramSink sink, Timestamp now)
    {
        _writer = new TurnRequestWriter(server, entropy);
        _server = server.Address;
        _base = localBase;
        _sink = sink;
        SendRequest(StunMethod.Allocate, null, now);
    }

    /// <summary>Whether it can be used.</summary>
    public TurnAllocationState State { get; private set; } = TurnAllocationState.Allocating;

    /// <summary>The address on the server at which peers reach us; none until allocated.</summary>
    public TransportAddress Relayed { get; private set; }

    /// <summary>The address of ours that the server saw; none until allocated.</summary>
    public TransportAddress Mapped { get; private set; }

    /// <summary>The error that ended it, if the server named one.</summary>
    public StunErrorCode Error { get; private set; }

    /// <summary>From our address to the server, which may have sent us on to another.</summary>
    public TransportPath ServerPath => new(_base, _server);

    /// <summary>When <see cref="Tick"/> is due.</summary>
    public Timestamp NextDeadline
    {
        get
        {
            var next = _refreshDue;
            foreach (var request in _requests.Values)
                next = Timestamp.Min(next, request.Retransmission.Due);
            foreach (var peer in _peers.Values)
                next = Timestamp.Min(next, peer.NextDue);
            return next;
        }
    }

    /// <summary>Lets a peer's IP address in. Without it the server drops what the peer sends.</summary>
    public void Permit(TransportAddress peer, Timestamp now)
    {
        if (State != TurnAllocationState.Allocated || _peers.ContainsKey(peer))
            return;
        var entry = new TurnPeer(peer);
        _peers.Add(peer, entry);
        SendRequest(StunMethod.CreatePermission, entry, now);
    }

    /// <summary>Asks for a channel to a peer, which makes every further datagram 32 bytes shorter.</summary>
    public void BindChannel(TransportAddress peer, Timestamp now)
    {
        Permit(peer, now);
        if (!_peers.TryGetValue(peer, out var entry) || entry.Channel != 0 || _nextChannel > TurnWire.LastChannel)
            return;
        entry.Channel = _nextChannel++;
        _channels.Add(entry.Channel, entry);
        SendRequest(StunMethod.ChannelBind, entry, now);
    }

    /// <summary>The confirmed channel to a peer, or 0.</summary>
    public ushort ChannelTo(TransportAddress peer) =>
        _peers.TryGetValue(peer, out var entry) && entry.IsBound ? entry.Channel : (ushort)0;

    /// <summary>Sends a datagram to a peer, by channel or else by Send indication.</summary>
    public void Send(ReadOnlySpan<byte> datagram, TransportAddress peer)
    {
        if (State != TurnAllocationState.Allocated)
            return;
        Span<byte> buffer = stackalloc byte[StunWire.MaxLength];
        if (datagram.Length > buffer.Length - TurnRequestWriter.IndicationOverhead)
            return;
        if (ChannelTo(peer) is var channel and not 0)
        {
            ChannelData.WriteHeader(buffer, channel, datagram.Length);
            datagram.CopyTo(buffer[ChannelData.HeaderLength..]);
            _sink.Send(buffer[..(ChannelData.HeaderLength + datagram.Length)], ServerPath);
        }
        else
        {
            _sink.Send(_writer.WriteSendIndication(buffer, datagram, peer), ServerPath);
        }
    }

    /// <summary>Takes off what the server put around a peer's datagram.</summary>
    /// <returns>False when it is no datagram of a peer of ours.</returns>
    public bool TryUnwrap(Span<byte> datagram, out Span<byte> inner, out TransportAddress peer)
    {
        inner = default;
        peer = default;
        if (!ChannelData.TryRead(datagram, out var channel, out var length))
            return TryReadIndication(datagram, out inner, out peer);
        if (!_channels.TryGetValue(channel, out var entry))
            return false;
        peer = entry.Address;
        inner = datagram.Slice(ChannelData.HeaderLength, length);
        return true;
    }

    /// <summary>Takes a response of the server.</summary>
    public DropReason Receive(ReadOnlySpan<byte> datagram, Timestamp now)
    {
        if (!StunMessage.TryParse(datagram, out var message, out var reason))
            return reason;
        if (message.Class is StunClass.Request or StunClass.Indication)
            return DropReason.StunUnexpectedMethod;
        if (!_requests.TryGetValue(message.TransactionId, out var request) || request.Method != message.Method)
            return DropReason.StunUnknownTransaction;
        if (!_writer.IsAuthentic(message))
            return DropReason.StunIntegrityMismatch;

        _requests.Remove(message.TransactionId);
        if (message.Class == StunClass.Success)
            ReceiveSuccess(request, message, now);
        else
            ReceiveError(request, message, now);
        return DropReason.None;
    }

    /// <summary>Gives the allocation back. Not repeated: if it is lost, the server's timer does it.</summary>
    public void Close()
    {
        if (State == TurnAllocationState.Allocated)
            _sink.Send(_writer.Write(StunMethod.Refresh, null, TimeSpan.Zero).Bytes, ServerPath);
        End(TurnAllocationState.Closed);
    }

    /// <summary>A deadline passed: something is repeated or refreshed.</summary>
    public void Tick(Timestamp now)
    {
        RepeatRequests(now);
        if (_refreshDue <= now)
        {
            _refreshDue = Timestamp.Never;
            SendRequest(StunMethod.Refresh, null, now);
        }

        foreach (var peer in _peers.Values)
            RefreshPeer(peer, now);
    }

    private void RepeatRequests(Timestamp now)
    {
        _due.Clear();
        foreach (var request in _requests.Values)
        {
            if (request.Retransmission.Due <= now)
                _due.Add(request);
        }

        foreach (var request in _due)
        {
            if (request.Retransmission.TryRepeat(now))
            {
                _sink.Send(request.Bytes, ServerPath);
                continue;
            }

            _requests.Remove(request.Transaction);
            Fail(request, StunErrorCode.None);
        }
    }

    private void RefreshPeer(TurnPeer peer, Timestamp now)
    {
        if (peer.PermissionDue <= now)
        {
            peer.PermissionDue = Timestamp.Never;
            SendRequest(StunMethod.CreatePermission, peer, now);
        }

        if (peer.ChannelDue <= now)
        {
            peer.ChannelDue = Timestamp.Never;
            SendRequest(StunMethod.ChannelBind, peer, now);
        }
    }

    private void SendRequest(StunMethod method, TurnPeer? peer, Timestamp now, int challenges = 0)
    {
        var (transaction, bytes) = _writer.Write(method, peer, TurnWire.DefaultLifetime);
        _requests.Add(transaction, new TurnRequest
        {
            Method = method,
            Transaction = transaction,
            Bytes = bytes,
            Peer = peer,
            Challenges = challenges,
            Retransmission = StunRetransmission.ForServer(now),
        });
        _sink.Send(bytes, ServerPath);
    }

    private void ReceiveSuccess(TurnRequest request, in StunMessage message, Timestamp now)
    {
        switch (request.Method)
        {
            case StunMethod.Allocate:
                ReceiveAllocated(message, now);
                break;
            case StunMethod.Refresh:
                ScheduleRefresh(message, now);
                break;
            case StunMethod.CreatePermission when request.Peer is { } peer:
                peer.IsPermitted = true;
                peer.PermissionDue = now + TurnWire.PermissionRefresh;
                break;
            case StunMethod.ChannelBind when request.Peer is { } peer:
                peer.IsBound = true;
                peer.ChannelDue = now + TurnWire.ChannelRefresh;
                break;
        }
    }

    private void ReceiveAllocated(in StunMessage message, Timestamp now)
    {
        if (!message.TryGetAddress(StunAttributeType.XorRelayedAddress, out var relayed))
        {
            End(TurnAllocationState.Failed);
            return;
        }

        message.TryGetAddress(StunAttributeType.XorMappedAddress, out var mapped);
        Relayed = relayed;
        Mapped = mapped;
        State = TurnAllocationState.Allocated;
        ScheduleRefresh(message, now);
    }

    /// <summary>A minute before the end, as section 7 advises, or at half of a short life.</summary>
    private void ScheduleRefresh(in StunMessage message, Timestamp now)
    {
        var lifetime = message.TryGetUInt32(StunAttributeType.Lifetime, out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(seconds)
            : TurnWire.DefaultLifetime;
        var early = lifetime - TimeSpan.FromMinutes(1);
        _refreshDue = now + (early > lifetime / 2 ? early : lifetime / 2);
    }

    private void ReceiveError(TurnRequest request, in StunMessage message, Timestamp now)
    {
        var code = message.ErrorCode;
        var isChallenge = code is StunErrorCode.Unauthenticated or StunErrorCode.StaleNonce;
        if (isChallenge && request.Challenges < MaxChallenges && _writer.TryTakeChallenge(message))
            SendRequest(request.Method, request.Peer, now, request.Challenges + 1);
        else if (code == StunErrorCode.TryAlternate && TryFollow(request, message))
            SendRequest(StunMethod.Allocate, null, now);
        else
            Fail(request, code);
    }

    /// <summary>One redirection, and only before there is anything to lose (RFC 8489, section 10).</summary>
    private bool TryFollow(TurnRequest request, in StunMessage message)
    {
        if (_wasRedirected || request.Method != StunMethod.Allocate
            || !message.TryGetAddress(StunAttributeType.AlternateServer, out var alternate)
            || alternate.IsIPv4 != _server.IsIPv4)
        {
            return false;
        }

        _wasRedirected = true;
        _server = alternate;
        return true;
    }

    /// <summary>A refused permission or channel costs one peer; anything else, 437 among it, the allocation.</summary>
    private void Fail(TurnRequest request, StunErrorCode code)
    {
        if (request.Peer is null || code == StunErrorCode.AllocationMismatch)
        {
            Error = code;
            End(TurnAllocationState.Failed);
        }
        else if (request.Method == StunMethod.ChannelBind)
        {
            request.Peer.IsBound = false;
        }
        else
        {
            request.Peer.IsPermitted = false;
        }
    }

    private void End(TurnAllocationState state)
    {
        State = state;
        _refreshDue = Timestamp.Never;
        _requests.Clear();
        _peers.Clear();
        _channels.Clear();
    }

    private bool TryReadIndication(Span<byte> datagram, out Span<byte> inner, out TransportAddress peer)
    {
        inner = default;
        peer = default;
        if (State != TurnAllocationState.Allocated
            || !StunMessage.TryParse(datagram, out var message, out _)
            || message.Class != StunClass.Indication || message.Method != StunMethod.Data
            || !message.TryGetAddress(StunAttributeType.XorPeerAddress, out peer)
            || !message.TryGet(StunAttributeType.Data, out var data)
            || !datagram.Overlaps(data, out var offset))
        {
            return false;
        }

        inner = datagram.Slice(offset, data.Length);
        return true;
    }
}
