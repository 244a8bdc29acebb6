using System.Buffers.Binary;

namespace Plenum.Rtc.Sctp;

/// <summary>
/// Starts streams anew (RFC 6525), which is how data channels close (RFC 8831, section 6.7). One request is under way
/// at a time; the wish for others waits.
/// </summary>
internal sealed class StreamResets(SctpOptions options, InitChunk ours, InitChunk theirs, SctpSender sender, SendQueue queue)
{
    private const int RequestHeaderLength = 12;
    private const int ResponseLength = 8;

    // One packet holds more; an acknowledgement shall still fit beside it.
    private const int MostInRequest = 256;

    private readonly List<ushort> _wanted = [];
    private readonly List<ushort> _asked = [];
    private uint _ourSequence = ours.InitialTsn.Value;
    private uint _theirSequence = theirs.InitialTsn.Value;
    private Tsn _lastTsn;
    private ResetResult _lastResult = ResetResult.WrongSequence;
    private bool _mustAsk;
    private bool _mustRespond;
    private uint _respondTo;

    /// <summary>When the request is repeated.</summary>
    public Timestamp Deadline { get; private set; } = Timestamp.Never;

    /// <summary>How often in a row the request was repeated in vain.</summary>
    public int Errors { get; private set; }

    private bool IsUnderWay => _asked.Count > 0;

    /// <summary>Wants a stream to start anew when everything in it was sent.</summary>
    public void Want(ushort stream)
    {
        if (!_wanted.Contains(stream) && !_asked.Contains(stream))
            _wanted.Add(stream);
    }

    /// <summary>Asks again; call when <see cref="Deadline"/> has passed.</summary>
    public void Expire()
    {
        Errors++;
        sender.Timeout.Back();
        _mustAsk = true;
        Deadline = Timestamp.Never;
    }

    /// <summary>Adds what is to be said to a packet.</summary>
    public void Fill(PacketBuilder packet, Timestamp now)
    {
        if (_mustRespond)
            WriteResponse(packet);
        if (!IsUnderWay)
            Begin();
        if (!_mustAsk || packet.Free < Chunk.HeaderLength + RequestHeaderLength + (_asked.Count * sizeof(ushort)))
            return;
        WriteRequest(packet);
        Deadline = now + sender.Timeout.Current;
    }

    /// <summary>Takes a RE-CONFIG chunk; false when it is malformed.</summary>
    public bool Receive(ReadOnlySpan<byte> value, SctpReceiver receiver, ISctpSink sink)
    {
        var parameters = new ChunkReader(value);
        while (parameters.TryReadParameter(out var type, out var parameter))
        {
            var isRead = type switch
            {
                ParameterType.OutgoingReset => ReceiveRequest(parameter, receiver, sink),
                ParameterType.ReconfigResponse => ReceiveResponse(parameter, sink),
                ParameterType.IncomingReset or ParameterType.AssociationReset or ParameterType.AddIncomingStreams =>
                    Respond(parameter, ResetResult.Denied),
                ParameterType.AddOutgoingStreams => ReceiveAddition(parameter),
                _ => true,
            };
            if (!isRead)
                return false;
        }

        return !parameters.IsMalformed;
    }

    private void Begin()
    {
        foreach (var stream in _wanted)
        {
            if (_asked.Count < MostInRequest && queue.IsDrained(stream))
                _asked.Add(stream);
        }

        if (!IsUnderWay)
            return;
        _wanted.RemoveAll(_asked.Contains);
        _lastTsn = sender.LastTsn;
        _mustAsk = true;
    }

    private void WriteRequest(PacketBuilder packet)
    {
        _mustAsk = false;
        Span<byte> request = stackalloc byte[RequestHeaderLength + (_asked.Count * sizeof(ushort))];
        BinaryPrimitives.WriteUInt32BigEndian(request, _ourSequence);
        BinaryPrimitives.WriteUInt32BigEndian(request[4..], _theirSequence - 1);
        BinaryPrimitives.WriteUInt32BigEndian(request[8..], _lastTsn.Value);
        for (var i = 0; i < _asked.Count; i++)
            BinaryPrimitives.WriteUInt16BigEndian(request[(RequestHeaderLength + (i * sizeof(ushort)))..], _asked[i]);
        Write(packet, ParameterType.OutgoingReset, request);
    }

    private void WriteResponse(PacketBuilder packet)
    {
        _mustRespond = false;
        Span<byte> response = stackalloc byte[ResponseLength];
        BinaryPrimitives.WriteUInt32BigEndian(response, _respondTo);
        BinaryPrimitives.WriteUInt32BigEndian(response[4..], (uint)_lastResult);
        Write(packet, ParameterType.ReconfigResponse, response);
    }

    private static void Write(PacketBuilder packet, ParameterType type, ReadOnlySpan<byte> value)
    {
        var chunk = packet.Add(ChunkType.Reconfig, 0, PacketBuilder.Padded(Chunk.HeaderLength + value.Length));
        PacketBuilder.WriteParameter(chunk, type, value);
    }

    private bool ReceiveRequest(ReadOnlySpan<byte> parameter, SctpReceiver receiver, ISctpSink sink)
    {
        if (parameter.Length < RequestHeaderLength || parameter.Length % sizeof(ushort) != 0)
            return false;
        var lastTsn = new Tsn(BinaryPrimitives.ReadUInt32BigEndian(parameter[8..]));
        var isDone = receiver.Cumulative >= lastTsn;
        if (!IsNew(parameter) || !Respond(parameter, isDone ? ResetResult.Performed : ResetResult.InProgress) || !isDone)
            return true;
        var streams = new ushort[(parameter.Length - RequestHeaderLength) / sizeof(ushort)];
        for (var i = 0; i < streams.Length; i++)
        {
            streams[i] = BinaryPrimitives.ReadUInt16BigEndian(parameter[(RequestHeaderLength + (i * sizeof(ushort)))..]);
            receiver.Reset(streams[i]);
        }

        sink.IncomingReset(streams);
        return true;
    }

    private bool ReceiveAddition(ReadOnlySpan<byte> parameter)
    {
        if (parameter.Length < ResponseLength)
            return false;
        var added = BinaryPrimitives.ReadUInt16BigEndian(parameter[4..]);
        return Respond(parameter, added <= options.MaxStreams ? ResetResult.Performed : ResetResult.Denied);
    }

    /// <summary>
    /// Whether a request is to be looked at: the next one, or the last one again while it could not be performed. One
    /// that was answered is answered the same again.
    /// </summary>
    private bool IsNew(ReadOnlySpan<byte> parameter)
    {
        var sequence = BinaryPrimitives.ReadUInt32BigEndian(parameter);
        if (sequence == _theirSequence)
            return true;
        var isAgain = sequence == _theirSequence - 1;
        if (isAgain && _lastResult == ResetResult.InProgress)
        {
            _theirSequence = sequence;
            return true;
        }

        _mustRespond |= isAgain;
        return false;
    }

    private bool Respond(ReadOnlySpan<byte> parameter, ResetResult result)
    {
        if (parameter.Length < sizeof(uint))
            return false;
        if (!IsNew(parameter))
            return true;
        _respondTo = _theirSequence++;
        _lastResult = result;
        _mustRespond = true;
        return true;
    }

    private bool ReceiveResponse(ReadOnlySpan<byte> parameter, ISctpSink sink)
    {
        if (parameter.Length < ResponseLength)
            return false;
        if (!IsUnderWay || BinaryPrimitives.ReadUInt32BigEndian(parameter) != _ourSequence)
            return true;
        Errors = 0;
        _ourSequence++;
        if ((ResetResult)BinaryPrimitives.ReadUInt32BigEndian(parameter[4..]) == ResetResult.InProgress)
            return true;

        // Also a refusal ends it: the channel is closed on this side whatever the other side thinks of it.
        Deadline = Timestamp.Never;
        var streams = _asked.ToArray();
        _asked.Clear();
        foreach (var stream in streams)
            queue.Reset(stream);
        sink.OutgoingReset(streams);
        return true;
    }
}
