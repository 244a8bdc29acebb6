using System.Buffers.Binary;

namespace Plenum.Rtc.Sctp;

/// <summary>
/// One SCTP association over one DTLS connection (RFC 9260, RFC 8261) as a state machine: packets, messages and the
/// time go in, packets and messages come out through the sink.
/// </summary>
internal sealed partial class SctpAssociation
{
    private const byte TagReflectedFlag = 1;

    private readonly SctpOptions _options;
    private readonly ISctpSink _sink;
    private readonly PacketBuilder _packet;
    private readonly SendQueue _queue = new();
    private readonly SctpHandshake _handshake = new();
    private readonly InitChunk _ours;

    private InitChunk _theirs;
    private SctpSender? _sender;
    private SctpReceiver? _receiver;
    private StreamResets? _resets;
    private byte[] _cookie = [];
    private Timestamp _heartbeatAt = Timestamp.Never;
    private int _heartbeatErrors;

    public SctpAssociation(SctpOptions options, IEntropy entropy, ISctpSink sink)
    {
        _options = options;
        _sink = sink;
        _packet = new PacketBuilder(options.MaxPacketLength);
        Span<byte> random = stackalloc byte[8];
        entropy.Fill(random);
        _ours = new InitChunk(
            Math.Max(1, BinaryPrimitives.ReadUInt32BigEndian(random)),
            (uint)options.ReceiveBuffer,
            options.MaxStreams,
            options.MaxStreams,
            new Tsn(BinaryPrimitives.ReadUInt32BigEndian(random[4..])));
    }

    public SctpState State { get; private set; }

    public bool IsOpen => State == SctpState.Established;

    /// <summary>When <see cref="Tick"/> is due.</summary>
    public Timestamp NextDeadline
    {
        get
        {
            if (State is SctpState.New or SctpState.Closed)
                return Timestamp.Never;
            var next = Timestamp.Min(_handshake.Deadline, _heartbeatAt);
            if (_sender is null)
                return next;
            next = Timestamp.Min(next, Timestamp.Min(_sender.Deadline, _resets!.Deadline));
            return Timestamp.Min(next, _receiver!.Acknowledger.Deadline);
        }
    }

    /// <summary>Bytes of a stream that were not yet sent once.</summary>
    public int BufferedOf(ushort stream) => _queue.BufferedOf(stream);

    /// <summary>Bytes that wait to be sent or acknowledged.</summary>
    public int Buffered => _queue.Buffered + (_sender?.Unacknowledged ?? 0);

    /// <summary>Opens the association. Both sides may do so at once.</summary>
    public void Connect(Timestamp now)
    {
        if (State != SctpState.New)
            return;
        State = SctpState.CookieWait;
        _handshake.Begin(now);
        SendInit();
    }

    /// <summary>Takes a message; it may wait for the association to open.</summary>
    public void Send(OutgoingMessage message, Timestamp now)
    {
        _queue.Add(message);
        Flush(now);
    }

    /// <summary>Takes a message that goes with the next call that has the time.</summary>
    public void Enqueue(OutgoingMessage message) => _queue.Add(message);

    /// <summary>
    /// Starts a stream anew when everything in it was sent; takes effect with the next call that has the time. False
    /// when the other side cannot do that.
    /// </summary>
    public bool TryResetStream(ushort stream)
    {
        if (_resets is null || !_theirs.SupportsReconfig)
            return false;
        _resets.Want(stream);
        return true;
    }

    /// <summary>Ends the association when everything was delivered.</summary>
    public void Shutdown(Timestamp now)
    {
        if (State != SctpState.Established)
        {
            Abort();
            return;
        }

        State = SctpState.ShutdownPending;
        Flush(now);
    }

    /// <summary>Ends the association at once.</summary>
    public void Abort() => End(SctpCloseReason.Aborted);

    /// <summary>Takes a packet.</summary>
    /// <returns>False when it or a chunk in it was dropped, and why.</returns>
    public bool Receive(ReadOnlySpan<byte> packet, Timestamp now, out DropReason drop)
    {
        drop = Check(packet);
        if (drop != DropReason.None)
            return false;
        if (State == SctpState.Closed)
            return RepeatLastWord((ChunkType)packet[SctpHeader.Length], out drop);
        if (_sender is not null)
            HeardFromPeer(now);
        var chunks = new ChunkReader(packet[SctpHeader.Length..]);
        while (State != SctpState.Closed && chunks.TryReadChunk(out var chunk))
        {
            var reason = Receive(chunk, now, out var goesOn);
            drop = drop == DropReason.None ? reason : drop;
            if (!goesOn)
                break;
        }

        if (chunks.IsMalformed)
            drop = DropReason.SctpMalformed;
        _receiver?.PacketEnds(now);
        Flush(now);
        return drop == DropReason.None;
    }

    /// <summary>A deadline passed.</summary>
    public void Tick(Timestamp now)
    {
        if (_handshake.Deadline <= now)
            RepeatHandshake(now);
        if (_sender is not null && State != SctpState.Closed)
            TickEstablished(_sender, now);
        Flush(now);
    }

    private void TickEstablished(SctpSender sender, Timestamp now)
    {
        if (sender.Deadline <= now)
            sender.Expire(now);
        if (_resets!.Deadline <= now)
            _resets.Expire();
        _receiver!.Acknowledger.Tick(now);
        if (_heartbeatAt <= now)
            SendHeartbeat(now);
        if (Math.Max(sender.Errors, Math.Max(_resets.Errors, _heartbeatErrors)) > _options.MaxRetransmissions)
            End(SctpCloseReason.Timeout);
    }

    private DropReason Check(ReadOnlySpan<byte> packet)
    {
        if (!SctpHeader.TryParse(packet, out var header))
            return DropReason.SctpMalformed;
        if (!SctpChecksum.IsRight(packet))
            return DropReason.SctpChecksumMismatch;
        if (header.SourcePort != _options.RemotePort || header.DestinationPort != _options.LocalPort)
            return DropReason.SctpWrongPort;
        return IsTagRight(header.VerificationTag, packet[SctpHeader.Length..]) ? DropReason.None : DropReason.SctpWrongTag;
    }

    // RFC 9260, section 8.5.1: an INIT has tag 0 and is alone; ABORT and SHUTDOWN COMPLETE may reflect the sender's own.
    private bool IsTagRight(uint tag, ReadOnlySpan<byte> chunks)
    {
        var type = (ChunkType)chunks[0];
        if (type == ChunkType.Init)
            return tag == 0;
        var mayReflect = type is ChunkType.Abort or ChunkType.ShutdownComplete && (chunks[1] & TagReflectedFlag) != 0;
        return tag == (mayReflect ? _theirs.Tag : _ours.Tag);
    }

    private DropReason Receive(Chunk chunk, Timestamp now, out bool goesOn)
    {
        goesOn = true;
        switch (chunk.Type)
        {
            case ChunkType.Init:
                goesOn = false;
                return ReceiveInit(chunk);
            case ChunkType.InitAck:
                goesOn = false;
                return ReceiveInitAck(chunk, now);
            case ChunkType.CookieEcho:
                return ReceiveCookieEcho(chunk, now);
            case ChunkType.CookieAck:
                return ReceiveCookieAck(now);
            case ChunkType.Abort:
                End(SctpCloseReason.AbortedByPeer, tellPeer: false);
                return DropReason.None;
            case ChunkType.Error:
                return DropReason.None;
            default:
                // Who sends data is open: the COOKIE ACK was lost, and waiting for its repetition helps nobody.
                if (State == SctpState.CookieEchoed && (chunk.Type is ChunkType.Data or ChunkType.Sack))
                    Establish(now);
                return _receiver is null ? DropReason.SctpUnexpected : ReceiveEstablished(chunk, now, out goesOn);
        }
    }

    private DropReason ReceiveEstablished(Chunk chunk, Timestamp now, out bool goesOn)
    {
        goesOn = true;
        switch (chunk.Type)
        {
            case ChunkType.Data:
                return ReceiveData(chunk);
            case ChunkType.Sack:
                return ReceiveSack(chunk, now);
            case ChunkType.ForwardTsn:
                return ReceiveForward(chunk);
            case ChunkType.Reconfig:
                return _resets!.Receive(chunk.Value, _receiver!, _sink) ? DropReason.None : DropReason.SctpMalformed;
            case ChunkType.Heartbeat:
                return Answer(ChunkType.HeartbeatAck, chunk.Value);
            case ChunkType.HeartbeatAck:
                return DropReason.None;
            case ChunkType.Shutdown or ChunkType.ShutdownAck or ChunkType.ShutdownComplete:
                return ReceiveShutdown(chunk, now);
            default:
                goesOn = chunk.IsSkippedWhenUnknown;
                return DropReason.SctpUnknownChunk;
        }
    }

    private DropReason ReceiveData(Chunk chunk)
    {
        if (!DataChunk.TryParse(chunk, out var data))
            return Violate();
        var violation = _receiver!.Receive(data, out var drop);
        if (violation is { } reason)
            End(reason);
        return violation is null ? drop : DropReason.SctpProtocolViolation;
    }

    private DropReason ReceiveSack(Chunk chunk, Timestamp now)
    {
        if (!SackChunk.TryParse(chunk.Value, out var sack))
            return DropReason.SctpMalformed;
        return _sender!.Receive(sack, now) ? DropReason.None : Violate();
    }

    private DropReason ReceiveForward(Chunk chunk)
    {
        if (!ForwardTsnChunk.TryParse(chunk.Value, out var forward))
            return DropReason.SctpMalformed;
        _receiver!.Receive(forward);
        return DropReason.None;
    }

    private DropReason Violate()
    {
        End(SctpCloseReason.ProtocolViolation);
        return DropReason.SctpProtocolViolation;
    }

    private void HeardFromPeer(Timestamp now)
    {
        _heartbeatErrors = 0;
        _heartbeatAt = now + _options.HeartbeatInterval;
    }

    private void SendHeartbeat(Timestamp now)
    {
        // Heartbeat information, type 1: nothing of it is needed but that it is there (RFC 9260, section 3.3.5).
        ReadOnlySpan<byte> information = [0, 1, 0, 4];
        _heartbeatErrors++;
        _heartbeatAt = now + (_heartbeatErrors > 1 ? _sender!.Timeout.Current : _options.HeartbeatInterval);
        Answer(ChunkType.Heartbeat, information);
    }

    private DropReason Answer(ChunkType type, ReadOnlySpan<byte> value)
    {
        Begin(_theirs.Tag);
        if (value.Length > _packet.Free)
            return DropReason.SctpMalformed;
        value.CopyTo(_packet.Add(type, 0, value.Length));
        _sink.SendPacket(_packet.Finish());
        return DropReason.None;
    }

    private void Begin(uint tag) => _packet.Begin(new SctpHeader(_options.LocalPort, _options.RemotePort, tag));

    /// <summary>Sends all that is due and may be sent.</summary>
    public void Flush(Timestamp now)
    {
        while (_sender is not null && State != SctpState.Closed)
        {
            Begin(_theirs.Tag);
            _resets!.Fill(_packet, now);
            if (_receiver!.Acknowledger.IsDue)
                _receiver.WriteSack(_packet);
            _sender.Fill(_packet, now);
            if (_packet.IsEmpty)
                break;
            _sink.SendPacket(_packet.Finish());
        }

        if (State is SctpState.ShutdownPending or SctpState.ShutdownReceived)
            AdvanceShutdown(now);
    }

    private void End(SctpCloseReason reason, bool tellPeer = true)
    {
        if (State == SctpState.Closed)
            return;
        if (tellPeer && _theirs.Tag != 0)
            Answer(ChunkType.Abort, []);
        State = SctpState.Closed;
        _sink.Closed(reason);
    }
}
